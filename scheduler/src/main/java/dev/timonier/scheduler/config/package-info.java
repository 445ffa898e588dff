/// The scheduler's configuration: KubeSchedulerConfiguration v1
/// (<https://kubernetes.io/docs/reference/config-api/kube-scheduler-config.v1/>).
@NullMarked
package dev.timonier.scheduler.config;

import org.jspecify.annotations.NullMarked;
