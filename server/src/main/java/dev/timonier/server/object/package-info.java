/// Objects of the API as trees, with typed access to their metadata.
@NullMarked
package dev.timonier.server.object;

import org.jspecify.annotations.NullMarked;
