/// What is special about Endpoints
/// (<https://kubernetes.io/docs/concepts/services-networking/service/#endpoints>).
@NullMarked
package dev.timonier.server.resource.core.endpoints;

import org.jspecify.annotations.NullMarked;
