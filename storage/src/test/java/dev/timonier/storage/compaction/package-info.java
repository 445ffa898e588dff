/// Tests of how much history is kept.
@NullMarked
package dev.timonier.storage.compaction;

import org.jspecify.annotations.NullMarked;
