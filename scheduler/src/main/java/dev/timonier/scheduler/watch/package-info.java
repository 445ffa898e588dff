/// Follows the API: what happens to nodes and pods gets into the scheduler's state and queue.
@NullMarked
package dev.timonier.scheduler.watch;

import org.jspecify.annotations.NullMarked;
