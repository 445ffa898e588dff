/// Computes how many pods of each PodDisruptionBudget may be evicted, and clears conditions of
/// evictions that never came.
@NullMarked
package dev.timonier.controllers.disruption;

import org.jspecify.annotations.NullMarked;
