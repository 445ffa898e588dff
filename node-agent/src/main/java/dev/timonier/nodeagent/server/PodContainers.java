package dev.timonier.nodeagent.server;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;
import java.util.stream.Stream;

/// The containers of a pod, whatever their role.
final class PodContainers {
  private PodContainers() {}

  /// Whether the pod has no container of this name.
  static boolean none(Pod pod, String name) {
    var spec = pod.getSpec();
    var main = spec.getContainers().stream().map(container -> container.getName());
    var init = spec.getInitContainers().stream().map(container -> container.getName());
    var debug = spec.getEphemeralContainers().stream().map(container -> container.getName());
    return Stream.of(main, init, debug).flatMap(names -> names).noneMatch(name::equals);
  }

  static Optional<ContainerStatus> status(Pod pod, String name) {
    var status = pod.getStatus();
    if (status == null) {
      return Optional.empty();
    }
    return Stream.of(
            status.getContainerStatuses(),
            status.getInitContainerStatuses(),
            status.getEphemeralContainerStatuses())
        .flatMap(statuses -> statuses.stream())
        .filter(container -> container.getName().equals(name))
        .findFirst();
  }
}
