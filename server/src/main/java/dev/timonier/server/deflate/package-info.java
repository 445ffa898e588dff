/// Compressed bodies that are put together from parts which were compressed before. Read [Deflated]
/// first.
@NullMarked
package dev.timonier.server.deflate;

import org.jspecify.annotations.NullMarked;
