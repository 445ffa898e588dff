/// The clock and the timers of a component; both can be virtual.
@NullMarked
package dev.timonier.machinery.time;

import org.jspecify.annotations.NullMarked;
