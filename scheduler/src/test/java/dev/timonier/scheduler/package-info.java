/// Tests of the scheduler as a whole, and the objects that they schedule.
@NullMarked
package dev.timonier.scheduler;

import org.jspecify.annotations.NullMarked;
