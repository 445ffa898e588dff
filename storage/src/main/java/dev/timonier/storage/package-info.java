/// A revisioned key-value store: bytes and revisions only. Read [RevisionedStore] first.
@NullMarked
package dev.timonier.storage;

import org.jspecify.annotations.NullMarked;
