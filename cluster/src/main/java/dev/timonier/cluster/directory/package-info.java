/// The directory that holds everything of a cluster on one machine. Read [DataDirectory] first.
@NullMarked
package dev.timonier.cluster.directory;

import org.jspecify.annotations.NullMarked;
