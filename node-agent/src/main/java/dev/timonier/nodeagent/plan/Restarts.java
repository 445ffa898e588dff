package dev.timonier.nodeagent.plan;

import dev.timonier.nodeagent.runtime.ContainerStatus;
import dev.timonier.nodeagent.runtime.ContainerStatus.State;
import dev.timonier.nodeagent.spec.ContainerRole;
import dev.timonier.nodeagent.spec.PodContainer;
import dev.timonier.nodeagent.spec.RestartPolicy;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether a container is to be started, and how often it was.
public final class Restarts {
  private Restarts() {}

  /// Whether a container that does not run is to be started, for the first time or again.
  public static boolean wanted(Pod pod, PodContainer container, PodObservation observed) {
    if (pod.getMetadata().getDeletionTimestamp() != null) {
      return false;
    }
    var latest = observed.latest(container.name());
    return latest.isEmpty() || wanted(pod, container, latest.get());
  }

  private static boolean wanted(Pod pod, PodContainer container, ContainerStatus latest) {
    return switch (latest.state()) {
      case State.Running _ -> false;
      case State.Created _, State.Unknown _ -> !container.is(ContainerRole.EPHEMERAL);
      case State.Exited exited -> RestartPolicy.restarts(pod, container, exited.exitCode());
    };
  }

  /// The restart count of the next container of a name: it never goes back, even when the runtime
  /// forgot the containers before.
  static int nextAttempt(Pod pod, PodContainer container, PodObservation observed) {
    var known = observed.latest(container.name()).map(latest -> latest.attempt() + 1).orElse(0);
    return Math.max(known, reported(pod, container.name()).orElse(0));
  }

  private static Optional<Integer> reported(Pod pod, String name) {
    if (pod.getStatus() == null) {
      return Optional.empty();
    }
    return Stream.concat(
            pod.getStatus().getInitContainerStatuses().stream(),
            pod.getStatus().getContainerStatuses().stream())
        .filter(status -> status.getName().equals(name) && status.getContainerID() != null)
        .map(status -> Objects.requireNonNullElse(status.getRestartCount(), 0) + 1)
        .findFirst();
  }
}
