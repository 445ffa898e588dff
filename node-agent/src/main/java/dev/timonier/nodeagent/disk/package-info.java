/// Says where on the node's disk the things of pods lie, and makes and removes them. Read
/// [dev.timonier.nodeagent.disk.NodeDirectories] first.
@NullMarked
package dev.timonier.nodeagent.disk;

import org.jspecify.annotations.NullMarked;
