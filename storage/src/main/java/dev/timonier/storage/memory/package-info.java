/// Keeps a store in memory: the reference for what a store does, and everyone's fake.
@NullMarked
package dev.timonier.storage.memory;

import org.jspecify.annotations.NullMarked;
