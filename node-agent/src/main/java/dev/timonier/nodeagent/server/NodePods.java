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

  /// The running container that a path names: `<namespace>/<pod>/<container>`, with the pod's uid
  /// before the container if it must be that very pod.
  ContainerId runningContainer(List<String> path) throws KubeletFault {
    var pod = pod(path.subList(0, Math.max(0, path.size() - 1)));
    return runningContainer(pod, path.getLast())
        .orElseThrow(
            () -> KubeletFault.internal("container not found (\"" + path.getLast() + "\")"));
  }

  /// The pod that a path names: `<namespace>/<pod>`, and its uid.
  Pod pod(List<String> path) throws KubeletFault {
    if (path.size() < 2 || path.size() > 3) {
      throw KubeletFault.notFound("404 page not found");
    }
    return find(path.get(0), path.get(1))
        .filter(pod -> path.size() == 2 || path.get(2).equals(pod.getMetadata().getUid()))
        .orElseThrow(() -> KubeletFault.notFound("pod does not exist"));
  }

  private Optional<ContainerId> runningContainer(Pod pod, String name) {
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
