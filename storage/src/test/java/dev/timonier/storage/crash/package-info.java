/// Kills a process that is committing, and looks at what it has left.
@NullMarked
package dev.timonier.storage.crash;

import org.jspecify.annotations.NullMarked;
