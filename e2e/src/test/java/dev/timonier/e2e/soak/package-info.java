/// Keeps a cluster busy for long, and looks for what grows and for what is missed.
@NullMarked
package dev.timonier.e2e.soak;

import org.jspecify.annotations.NullMarked;
