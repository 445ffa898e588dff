package dev.timonier.nodeagent.server;

import dev.timonier.nodeagent.runtime.ContainerId;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Chooses the run of a container whose log is meant, by what the pod's status says.
record LoggedContainer(Pod pod, String name) {
  /// Which run is meant.
  enum Attempt {
    /// The one that runs, or else has run last.
    LATEST,
    /// The one before the present one.
    PREVIOUS
  }

  ContainerId id(Attempt attempt) throws KubeletFault {
    var status =
        PodContainers.status(pod, name).orElseThrow(() -> fault(subject() + " is not available"));
    var id =
        switch (attempt) {
          case PREVIOUS ->
              ended(status.getLastState())
                  .orElseThrow(() -> fault("previous terminated " + subject() + " not found"));
          case LATEST -> latest(status);
        };
    return new ContainerId(id.substring(id.indexOf("://") + (id.contains("://") ? 3 : 1)));
  }

  private String latest(ContainerStatus status) throws KubeletFault {
    var state = status.getState() == null ? new ContainerState() : status.getState();
    if (state.getRunning() != null) {
      return text(status.getContainerID());
    }
    var run = ended(state).or(() -> ended(status.getLastState()));
    return run.orElseThrow(() -> neverRan(state));
  }

  private static Optional<String> ended(@Nullable ContainerState state) {
    return state == null || state.getTerminated() == null
        ? Optional.empty()
        : Optional.of(text(state.getTerminated().getContainerID())).filter(id -> !id.isEmpty());
  }

  private KubeletFault neverRan(ContainerState state) {
    if (state.getTerminated() != null) {
      return fault(subject() + " is terminated");
    }
    if (state.getWaiting() == null) {
      return fault(subject() + " is waiting to start - no logs yet");
    }
    var reason = text(state.getWaiting().getReason());
    var cause =
        switch (reason) {
          case "ErrImagePull" -> "image can't be pulled";
          case "ImagePullBackOff" -> "trying and failing to pull image";
          default -> reason;
        };
    return fault(subject() + " is waiting to start: " + cause);
  }

  private String subject() {
    return "container \"" + name + "\" in pod \"" + pod.getMetadata().getName() + "\"";
  }

  private static KubeletFault fault(String text) {
    return KubeletFault.badRequest(text);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
