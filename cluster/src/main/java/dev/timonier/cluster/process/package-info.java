/// Clusters in processes of their own: starting them in the background, finding and ending them.
@NullMarked
package dev.timonier.cluster.process;

import org.jspecify.annotations.NullMarked;
