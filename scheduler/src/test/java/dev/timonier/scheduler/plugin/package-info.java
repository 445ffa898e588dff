/// Tests of the plugins, each alone.
@NullMarked
package dev.timonier.scheduler.plugin;

import org.jspecify.annotations.NullMarked;
