/// Gives each node a range of pod addresses out of the cluster's.
@NullMarked
package dev.timonier.controllers.nodeipam;

import org.jspecify.annotations.NullMarked;
