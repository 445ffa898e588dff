/// What the scheduler tells about its work in numbers.
@NullMarked
package dev.timonier.scheduler.metrics;

import org.jspecify.annotations.NullMarked;
