/// Tests of what leads from the API server to nodes and pods.
@NullMarked
package dev.timonier.server.stream;

import org.jspecify.annotations.NullMarked;
