/// What is special about the kinds of the group autoscaling
/// (<https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/>).
@NullMarked
package dev.timonier.server.resource.autoscaling;

import org.jspecify.annotations.NullMarked;
