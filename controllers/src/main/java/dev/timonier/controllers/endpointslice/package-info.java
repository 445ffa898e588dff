/// Maintains the EndpointSlices of services that select pods.
@NullMarked
package dev.timonier.controllers.endpointslice;

import org.jspecify.annotations.NullMarked;
