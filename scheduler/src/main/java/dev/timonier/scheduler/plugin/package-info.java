/// The plugins that come with the scheduler, each in a package of its own.
@NullMarked
package dev.timonier.scheduler.plugin;

import org.jspecify.annotations.NullMarked;
