/// What is special about the kinds of the group discovery.k8s.io
/// (<https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/>).
@NullMarked
package dev.timonier.server.resource.discovery;

import org.jspecify.annotations.NullMarked;
