package dev.timonier.nodeagent.plan;

import dev.timonier.nodeagent.plan.PodPlanner.Steps;
import dev.timonier.nodeagent.runtime.ContainerStatus;
import dev.timonier.nodeagent.runtime.ContainerStatus.State;
import dev.timonier.nodeagent.runtime.SandboxId;
import dev.timonier.nodeagent.spec.ContainerRole;
import dev.timonier.nodeagent.spec.PodContainer;
import dev.timonier.nodeagent.spec.RestartPolicy;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Plans the init containers and sidecars of a pod within one sandbox: init containers one after
/// the other, sidecars kept running from their turn on. Containers of earlier sandboxes don't
/// count.
final class InitPlanner {
  enum Progress {
    UNDER_WAY,
    DONE,
    /// An init container failed and may not run again.
    FAILED
  }

  private final Pod pod;
  private final PodObservation observed;
  private final Verdicts verdicts;
  private final Steps steps;
  private final List<PodContainer> initial;

  InitPlanner(Pod pod, PodObservation observed, Verdicts verdicts, Steps steps) {
    this.pod = pod;
    this.observed = observed;
    this.verdicts = verdicts;
    this.steps = steps;
    this.initial = PodContainer.initial(pod);
  }

  Progress plan(SandboxId sandbox) {
    if (initial.isEmpty()) {
      return Progress.DONE;
    }
    if (wasInitialized(sandbox)) {
      keepSidecars(sandbox, initial.size());
      return Progress.DONE;
    }
    var reached = reached(sandbox);
    keepSidecars(sandbox, Math.max(reached, 0));
    return reached < 0 ? begin() : proceed(sandbox, reached);
  }

  /// Once a regular container was made, the initialization is over for good.
  private boolean wasInitialized(SandboxId sandbox) {
    return PodContainer.regular(pod).stream()
        .anyMatch(container -> observed.latestWithin(sandbox, container.name()).isPresent());
  }

  /// The last init container that was made; -1 when none was.
  private int reached(SandboxId sandbox) {
    for (var i = initial.size() - 1; i >= 0; i--) {
      if (observed.latestWithin(sandbox, initial.get(i).name()).isPresent()) {
        return i;
      }
    }
    return -1;
  }

  private Progress begin() {
    steps.start(initial.getFirst());
    return Progress.UNDER_WAY;
  }

  private Progress proceed(SandboxId sandbox, int index) {
    var container = initial.get(index);
    var status = observed.latestWithin(sandbox, container.name()).orElseThrow();
    return container.is(ContainerRole.SIDECAR)
        ? proceedFromSidecar(container, status, index)
        : proceedFromInit(container, status, index);
  }

  private Progress proceedFromInit(PodContainer container, ContainerStatus status, int index) {
    return switch (status.state()) {
      case State.Running _ -> Progress.UNDER_WAY;
      case State.Created _ -> again(container);
      case State.Exited exited when exited.exitCode() == 0 -> next(index);
      case State.Exited exited ->
          RestartPolicy.restarts(pod, container, exited.exitCode())
              ? again(container)
              : Progress.FAILED;
      case State.Unknown _ -> afterUnknown(container, status);
    };
  }

  private Progress afterUnknown(PodContainer container, ContainerStatus status) {
    if (RestartPolicy.of(pod, container) == RestartPolicy.NEVER) {
      return Progress.FAILED;
    }
    steps.kill(RunningRule.unknown(container, status, RunningRule.Wording.INIT));
    return again(container);
  }

  private Progress proceedFromSidecar(PodContainer container, ContainerStatus status, int index) {
    if (!keepSidecar(container, Optional.of(status))) {
      return Progress.UNDER_WAY;
    }
    var started =
        container.spec().getStartupProbe() == null
            || verdicts.startup(status.id()).filter(v -> v == Verdict.SUCCESS).isPresent();
    return started ? next(index) : Progress.UNDER_WAY;
  }

  private Progress next(int index) {
    if (index == initial.size() - 1) {
      return Progress.DONE;
    }
    steps.start(initial.get(index + 1));
    return Progress.UNDER_WAY;
  }

  private Progress again(PodContainer container) {
    steps.start(container);
    return Progress.UNDER_WAY;
  }

  /// Sees to the sidecars before a position, in order.
  private void keepSidecars(SandboxId sandbox, int end) {
    var sidecars = new ArrayList<>(initial.subList(0, end));
    sidecars.removeIf(container -> !container.is(ContainerRole.SIDECAR));
    sidecars.forEach(c -> keepSidecar(c, observed.latestWithin(sandbox, c.name())));
  }

  /// Whether the sidecar runs and may go on.
  private boolean keepSidecar(PodContainer container, Optional<ContainerStatus> status) {
    var running = status.filter(PodObservation::isRunning);
    if (running.isEmpty()) {
      status
          .filter(s -> s.state() instanceof State.Unknown)
          .map(s -> RunningRule.unknown(container, s, RunningRule.Wording.INIT))
          .ifPresent(steps::kill);
      steps.start(container);
      return false;
    }
    var kill = RunningRule.kill(container, running.get(), verdicts, RunningRule.Wording.INIT);
    if (kill.isEmpty()) {
      return true;
    }
    steps.kill(kill.get());
    steps.start(container);
    return false;
  }
}
