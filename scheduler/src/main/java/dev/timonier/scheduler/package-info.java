/// The scheduler: assigns pods to nodes through the Kubernetes API, as kube-scheduler does. Read
/// `Scheduler` first.
@NullMarked
package dev.timonier.scheduler;

import org.jspecify.annotations.NullMarked;
