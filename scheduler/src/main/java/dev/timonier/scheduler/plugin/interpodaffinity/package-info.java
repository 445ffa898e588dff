/// The plugin InterPodAffinity: the pods that a pod wants near to it, and those it does not.
@NullMarked
package dev.timonier.scheduler.plugin.interpodaffinity;

import org.jspecify.annotations.NullMarked;
