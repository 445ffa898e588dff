/// Keeps the leases of a store and says when they expire.
@NullMarked
package dev.timonier.storage.lease;

import org.jspecify.annotations.NullMarked;
