/// What is special about the kinds of the group flowcontrol.apiserver.k8s.io
/// (<https://kubernetes.io/docs/concepts/cluster-administration/flow-control/>).
@NullMarked
package dev.timonier.server.resource.flowcontrol;

import org.jspecify.annotations.NullMarked;
