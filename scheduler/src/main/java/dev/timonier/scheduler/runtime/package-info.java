/// Runs the plugins of a profile at the extension points, in their configured order.
@NullMarked
package dev.timonier.scheduler.runtime;

import org.jspecify.annotations.NullMarked;
