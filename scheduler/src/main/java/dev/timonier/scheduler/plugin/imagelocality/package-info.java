/// The plugin ImageLocality: prefers nodes that have the pod's images.
@NullMarked
package dev.timonier.scheduler.plugin.imagelocality;

import org.jspecify.annotations.NullMarked;
