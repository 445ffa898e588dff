package dev.timonier.nodeagent.server;

import dev.timonier.nodeagent.runtime.ContainerId;
import dev.timonier.nodeagent.runtime.ContainerRuntime;
import dev.timonier.nodeagent.runtime.ContainerStatus;
import dev.timonier.nodeagent.runtime.SandboxId;
import dev.timonier.nodeagent.runtime.SandboxStatus;
import dev.timonier.nodeagent.spec.RuntimeLabels;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds pods, and what belongs to them in the runtime.
final class NodePods {
  private final PodSource source;
  private final ContainerRuntime runtime;

  NodePods(PodSource source, ContainerRuntime runtime) {
    this.source = source;
    this.runtime = runtime;
  }

  List<Pod> all() {
    return source.pods();
  }

  Optional<Pod> find(String namespace, String name) {
    return source.pod(namespace, name);
  }

  /// A container that runs now.
  Optional<ContainerId> runningContainer(Pod pod, String name) {
    return runtime.containers().stream()
        .filter(container -> container.state() instanceof ContainerStatus.State.Running)
        .filter(container -> isOf(pod, container.labels()))
        .filter(container -> name.equals(container.labels().get(RuntimeLabels.CONTAINER_NAME)))
        .max(Comparator.comparingInt(ContainerStatus::attempt))
        .map(ContainerStatus::id);
  }

  /// The sandbox that the pod's containers run in now.
  Optional<SandboxId> readySandbox(Pod pod) {
    return runtime.sandboxes().stream()
        .filter(sandbox -> sandbox.state() == SandboxStatus.State.READY)
        .filter(sandbox -> isOf(pod, sandbox.labels()))
        .max(Comparator.comparingInt(SandboxStatus::attempt))
        .map(SandboxStatus::id);
  }

  private static boolean isOf(Pod pod, Map<String, String> labels) {
    return pod.getMetadata().getUid().equals(labels.get(RuntimeLabels.POD_UID));
  }
}
