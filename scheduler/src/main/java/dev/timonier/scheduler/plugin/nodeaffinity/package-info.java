/// The plugin NodeAffinity: the nodes that a pod insists on and those it would rather have.
@NullMarked
package dev.timonier.scheduler.plugin.nodeaffinity;

import org.jspecify.annotations.NullMarked;
