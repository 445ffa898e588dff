/// The generic engine that every resource goes through, and what a kind adds to it. Read [Registry]
/// and [Strategy] first.
@NullMarked
package dev.timonier.server.registry;

import org.jspecify.annotations.NullMarked;
