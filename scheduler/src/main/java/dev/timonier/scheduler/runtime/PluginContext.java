package dev.timonier.scheduler.runtime;

import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.client.KubernetesClient;

/// What plugins may use.
///
/// @param waitingPods the pods whose binding Permit plugins delay
public record PluginContext(KubernetesClient client, Time time, WaitingPods waitingPods) {}
