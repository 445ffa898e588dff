/// Decides how much history a store keeps: by age, by number, and by what is pinned.
@NullMarked
package dev.timonier.storage.compaction;

import org.jspecify.annotations.NullMarked;
