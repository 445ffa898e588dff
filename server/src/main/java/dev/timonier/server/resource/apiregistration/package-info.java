/// What is special about the kind of the group apiregistration.k8s.io
/// (<https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/apiserver-aggregation/>).
@NullMarked
package dev.timonier.server.resource.apiregistration;

import org.jspecify.annotations.NullMarked;
