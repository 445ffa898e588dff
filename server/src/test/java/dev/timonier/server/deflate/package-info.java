@NullMarked
package dev.timonier.server.deflate;

import org.jspecify.annotations.NullMarked;
