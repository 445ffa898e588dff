/// Tests of the store in memory.
@NullMarked
package dev.timonier.storage.memory;

import org.jspecify.annotations.NullMarked;
