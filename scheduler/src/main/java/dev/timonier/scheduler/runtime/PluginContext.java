package dev.timonier.scheduler.runtime;

import dev.timonier.machinery.informer.Informers;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.random.RandomGenerator;

/// What plugins may use.
///
/// @param informers run when the first pod is scheduled
/// @param waitingPods the pods whose binding Permit plugins delay
public record PluginContext(
    KubernetesClient client,
    Informers informers,
    Time time,
    RandomGenerator random,
    WaitingPods waitingPods) {}
