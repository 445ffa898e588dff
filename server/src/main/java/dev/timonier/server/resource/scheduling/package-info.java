/// What is special about the kinds of the group scheduling.k8s.io
/// (<https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/>).
@NullMarked
package dev.timonier.server.resource.scheduling;

import org.jspecify.annotations.NullMarked;
