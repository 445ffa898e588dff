/// Tests of the choice of networks.
@NullMarked
package dev.timonier.cluster.network;

import org.jspecify.annotations.NullMarked;
