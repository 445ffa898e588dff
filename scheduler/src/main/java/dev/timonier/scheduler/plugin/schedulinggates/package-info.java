/// The plugin SchedulingGates: holds pods back until their gates are gone.
@NullMarked
package dev.timonier.scheduler.plugin.schedulinggates;

import org.jspecify.annotations.NullMarked;
