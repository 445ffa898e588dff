/// What the scheduler knows of nodes and pods: a state that follows the API, and immutable
/// snapshots of it, one for each scheduling cycle.
@NullMarked
package dev.timonier.scheduler.snapshot;

import org.jspecify.annotations.NullMarked;
