/// Puts the contents of volumes onto the node's disk and keeps them up to date. Read
/// [dev.timonier.nodeagent.volume.PodVolumes] first.
@NullMarked
package dev.timonier.nodeagent.volume;

import org.jspecify.annotations.NullMarked;
