/// Leader election over Lease objects.
@NullMarked
package dev.timonier.machinery.leader;

import org.jspecify.annotations.NullMarked;
