package dev.timonier.nodeagent.status;

import dev.timonier.nodeagent.spec.ContainerRole;
import dev.timonier.nodeagent.spec.PodContainer;
import dev.timonier.nodeagent.spec.RestartPolicy;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The phase of a pod, from the statuses of its containers
/// (<https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-phase>).
final class PhaseRule {
  private final Pod pod;
  private final Map<String, ContainerStatus> statuses;
  private final StatusInput.Work work;
  private int initializing;
  private boolean initFailed;
  private int running;
  private int waiting;
  private int stopped;
  private int succeeded;
  private int unknown;

  private PhaseRule(Pod pod, Map<String, ContainerStatus> statuses, StatusInput.Work work) {
    this.pod = pod;
    this.statuses = statuses;
    this.work = work;
  }

  /// @param statuses of all containers, by name
  static String phase(Pod pod, Map<String, ContainerStatus> statuses, StatusInput.Work work) {
    return new PhaseRule(pod, statuses, work).phase();
  }

  private String phase() {
    var initialized = PodContainer.regular(pod).stream().anyMatch(this::hasRun);
    PodContainer.initial(pod).forEach(this::countInitial);
    PodContainer.regular(pod).forEach(this::countRegular);
    if (initFailed) {
      return "Failed";
    }
    if ((initializing > 0 && !initialized) || waiting > 0) {
      return "Pending";
    }
    if (running > 0 && unknown == 0) {
      return "Running";
    }
    return stopped > 0 && running == 0 && unknown == 0 ? ended() : "Pending";
  }

  private String ended() {
    if (work == StatusInput.Work.OVER) {
      return stopped == succeeded ? "Succeeded" : "Failed";
    }
    if (PodContainer.regular(pod).stream().anyMatch(this::willRestart)) {
      return "Running";
    }
    return stopped == succeeded ? "Succeeded" : "Failed";
  }

  private boolean willRestart(PodContainer container) {
    return Optional.ofNullable(statuses.get(container.name()))
        .flatMap(PhaseRule::ending)
        .map(ended -> RestartPolicy.restarts(pod, container, ended.getExitCode()))
        .orElse(false);
  }

  private boolean hasRun(PodContainer container) {
    var status = statuses.get(container.name());
    return status != null && (status.getState().getRunning() != null || ending(status).isPresent());
  }

  private void countInitial(PodContainer container) {
    var status = statuses.get(container.name());
    if (container.is(ContainerRole.SIDECAR)) {
      countSidecar(status);
    } else {
      countInit(container, status);
    }
  }

  private void countInit(PodContainer container, @Nullable ContainerStatus status) {
    var ended = status == null ? Optional.<ContainerStateTerminated>empty() : ending(status);
    if (ended.isEmpty()) {
      initializing++;
    } else if (ended.get().getExitCode() != 0) {
      var again = RestartPolicy.restarts(pod, container, ended.get().getExitCode());
      initFailed |= !again;
      initializing += again ? 1 : 0;
    }
  }

  private void countSidecar(@Nullable ContainerStatus status) {
    if (status == null) {
      unknown++;
    } else if (status.getState().getRunning() != null) {
      initializing += Boolean.TRUE.equals(status.getStarted()) ? 0 : 1;
      running++;
    } else if (ending(status).isEmpty()) {
      initializing++;
      waiting++;
    }
  }

  private void countRegular(PodContainer container) {
    var status = statuses.get(container.name());
    var state = status == null ? null : status.getState();
    if (status == null || state == null) {
      unknown++;
    } else if (state.getRunning() != null) {
      running++;
    } else if (ending(status).isEmpty()) {
      waiting++;
    } else {
      stopped++;
      succeeded += isSuccess(state) ? 1 : 0;
    }
  }

  private static boolean isSuccess(ContainerState state) {
    return state.getTerminated() != null && state.getTerminated().getExitCode() == 0;
  }

  /// How the container ended, also when it waits to be started again.
  private static Optional<ContainerStateTerminated> ending(ContainerStatus status) {
    if (status.getState().getRunning() != null) {
      return Optional.empty();
    }
    return Optional.ofNullable(status.getState().getTerminated())
        .or(() -> Optional.ofNullable(status.getLastState()).map(ContainerState::getTerminated));
  }
}
