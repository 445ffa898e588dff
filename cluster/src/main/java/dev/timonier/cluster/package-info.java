/// Puts the parts together: a cluster in one process, for embedding and for the command line. Read
/// [Cluster] first.
@NullMarked
package dev.timonier.cluster;

import org.jspecify.annotations.NullMarked;
