/// What is special about the kinds of the group networking.k8s.io
/// (<https://kubernetes.io/docs/concepts/services-networking/>).
@NullMarked
package dev.timonier.server.resource.networking;

import org.jspecify.annotations.NullMarked;
