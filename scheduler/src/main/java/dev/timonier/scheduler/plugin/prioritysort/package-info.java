/// The plugin PrioritySort: the order of the active queue.
@NullMarked
package dev.timonier.scheduler.plugin.prioritysort;

import org.jspecify.annotations.NullMarked;
