/// What is special about the kinds of the group resource.k8s.io
/// (<https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/>).
@NullMarked
package dev.timonier.server.resource.device;

import org.jspecify.annotations.NullMarked;
