/// What is special about the kinds of the group node.k8s.io
/// (<https://kubernetes.io/docs/concepts/containers/runtime-class/>).
@NullMarked
package dev.timonier.server.resource.node;

import org.jspecify.annotations.NullMarked;
