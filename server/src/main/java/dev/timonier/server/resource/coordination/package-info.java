/// What is special about the kinds of the group coordination.k8s.io
/// (<https://kubernetes.io/docs/concepts/architecture/leases/>).
@NullMarked
package dev.timonier.server.resource.coordination;

import org.jspecify.annotations.NullMarked;
