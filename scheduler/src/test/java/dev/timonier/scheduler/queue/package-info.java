/// Tests of the queue.
@NullMarked
package dev.timonier.scheduler.queue;

import org.jspecify.annotations.NullMarked;
