/// Tests of what a data directory says of its cluster.
@NullMarked
package dev.timonier.cluster.directory;

import org.jspecify.annotations.NullMarked;
