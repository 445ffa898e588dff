/// Measures the launched product as a whole, by hand.
@NullMarked
package dev.timonier.e2e.benchmark;

import org.jspecify.annotations.NullMarked;
