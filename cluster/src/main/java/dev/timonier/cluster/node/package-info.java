/// This machine as a node of a cluster.
@NullMarked
package dev.timonier.cluster.node;

import org.jspecify.annotations.NullMarked;
