/// Chooses networks for the clusters of one machine.
@NullMarked
package dev.timonier.cluster.network;

import org.jspecify.annotations.NullMarked;
