/// Tests of what the scheduler knows.
@NullMarked
package dev.timonier.scheduler.snapshot;

import org.jspecify.annotations.NullMarked;
