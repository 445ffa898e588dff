/// The plugin VolumeBinding: the volumes that pods claim, and the nodes that can reach them.
@NullMarked
package dev.timonier.scheduler.plugin.volumebinding;

import org.jspecify.annotations.NullMarked;
