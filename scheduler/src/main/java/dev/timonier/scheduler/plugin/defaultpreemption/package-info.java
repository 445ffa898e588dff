/// The plugin DefaultPreemption: finds less important pods whose going would make room.
@NullMarked
package dev.timonier.scheduler.plugin.defaultpreemption;

import org.jspecify.annotations.NullMarked;
