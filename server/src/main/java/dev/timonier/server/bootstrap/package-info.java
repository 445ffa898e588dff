/// The objects that exist before the server is ready. Read [Bootstrap] first.
@NullMarked
package dev.timonier.server.bootstrap;

import org.jspecify.annotations.NullMarked;
