/// The keyed, deduplicating, rate-limited work queue.
@NullMarked
package dev.timonier.machinery.queue;

import org.jspecify.annotations.NullMarked;
