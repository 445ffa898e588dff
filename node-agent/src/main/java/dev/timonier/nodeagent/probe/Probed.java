package dev.timonier.nodeagent.probe;

import dev.timonier.nodeagent.runtime.ContainerId;
import dev.timonier.nodeagent.spec.PodContainer;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;

/// A running container that is probed.
///
/// @param address the pod's
/// @param started when the container was
record Probed(Pod pod, PodContainer container, ContainerId id, String address, Instant started) {}
