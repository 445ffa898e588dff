/// Whether the server lives and is ready.
@NullMarked
package dev.timonier.server.health;

import org.jspecify.annotations.NullMarked;
