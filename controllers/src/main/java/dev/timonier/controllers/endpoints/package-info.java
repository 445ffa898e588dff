/// Maintains the Endpoints of services that select pods.
@NullMarked
package dev.timonier.controllers.endpoints;

import org.jspecify.annotations.NullMarked;
