/// Mirrors Endpoints that somebody maintains by hand in EndpointSlices, from which alone the
/// network is programmed.
@NullMarked
package dev.timonier.controllers.endpointslicemirroring;

import org.jspecify.annotations.NullMarked;
