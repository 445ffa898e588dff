/// Sends what no client should: whatever it is, the server says what is wrong with it and goes on.
@NullMarked
package dev.timonier.server.fuzz;

import org.jspecify.annotations.NullMarked;
