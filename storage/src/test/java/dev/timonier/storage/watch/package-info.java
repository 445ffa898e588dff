/// Tests of the watch machinery.
@NullMarked
package dev.timonier.storage.watch;

import org.jspecify.annotations.NullMarked;
