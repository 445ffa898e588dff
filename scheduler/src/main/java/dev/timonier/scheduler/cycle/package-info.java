/// A pod's way through the scheduler: the scheduling cycle, the binding cycle, and what is told to
/// users when there is no way.
@NullMarked
package dev.timonier.scheduler.cycle;

import org.jspecify.annotations.NullMarked;
