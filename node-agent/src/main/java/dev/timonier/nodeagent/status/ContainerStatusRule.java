package dev.timonier.nodeagent.status;

import static java.util.Objects.requireNonNullElse;

import dev.timonier.nodeagent.plan.PodObservation;
import dev.timonier.nodeagent.plan.Restarts;
import dev.timonier.nodeagent.plan.Verdict;
import dev.timonier.nodeagent.spec.ContainerRole;
import dev.timonier.nodeagent.spec.PodContainer;
import dev.timonier.nodeagent.spec.RuntimeLabels;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountStatus;
import io.fabric8.kubernetes.api.model.VolumeMountStatusBuilder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Computes the status of one container.
final class ContainerStatusRule {
  private final StatusInput input;
  private final ContainerStates states;
  private final String defaultReason;

  ContainerStatusRule(StatusInput input, ContainerStates states) {
    this.input = input;
    this.states = states;
    this.defaultReason =
        PodContainer.initial(input.pod()).isEmpty() ? "ContainerCreating" : "PodInitializing";
  }

  /// @param previous the container's status before
  ContainerStatus status(PodContainer container, @Nullable ContainerStatus previous) {
    var known = input.observed().all(container.name());
    var status =
        known.isEmpty() ? withoutRuntime(container, previous) : ofRuntime(container, known);
    awaitRestart(container, status);
    describe(container, status);
    judge(container, status, known);
    return status;
  }

  private ContainerStatus ofRuntime(
      PodContainer container, List<dev.timonier.nodeagent.runtime.ContainerStatus> known) {
    var latest = known.getFirst();
    var before = known.stream().skip(1).findFirst().map(states::state);
    return new ContainerStatusBuilder()
        .withName(container.name())
        .withImage(latest.image())
        .withImageID(
            latest.annotations().getOrDefault(RuntimeLabels.IMAGE_REFERENCE, latest.imageId()))
        .withContainerID(states.id(latest))
        .withRestartCount(latest.attempt())
        .withState(states.state(latest))
        .withLastState(before.orElseGet(ContainerState::new))
        .build();
  }

  /// A container that ended keeps its status when the runtime forgets it; one that ran is lost.
  private ContainerStatus withoutRuntime(
      PodContainer container, @Nullable ContainerStatus previous) {
    if (previous != null && previous.getState().getTerminated() != null) {
      return new ContainerStatusBuilder(previous).build();
    }
    var status = fresh(container);
    if (previous != null) {
      status.setRestartCount(requireNonNullElse(previous.getRestartCount(), 0));
      status.setLastState(requireNonNullElse(previous.getLastState(), new ContainerState()));
      takeLoss(status, previous);
    }
    return status;
  }

  private void takeLoss(ContainerStatus status, ContainerStatus previous) {
    if (previous.getState().getRunning() == null) {
      return;
    }
    if (input.pod().getMetadata().getDeletionTimestamp() != null || isOver()) {
      status.setState(ContainerStates.lost());
    } else {
      status.setLastState(ContainerStates.lost());
      status.setRestartCount(status.getRestartCount() + 1);
    }
  }

  private ContainerStatus fresh(PodContainer container) {
    return new ContainerStatusBuilder()
        .withName(container.name())
        .withImage(container.spec().getImage())
        .withImageID("")
        .withRestartCount(0)
        .withState(ContainerStates.waiting(defaultReason, ""))
        .withLastState(new ContainerState())
        .build();
  }

  /// A container that could not be started and shall be is waiting, for the reason that is known.
  private void awaitRestart(PodContainer container, ContainerStatus status) {
    var reason = Optional.ofNullable(input.waiting().get(container.name()));
    if (reason.isEmpty() || isOver() || !restarts(container)) {
      return;
    }
    if (status.getState().getTerminated() != null) {
      status.setLastState(status.getState());
    }
    status.setState(ContainerStates.waiting(reason.get().reason(), reason.get().message()));
  }

  private boolean restarts(PodContainer container) {
    var done =
        container.is(ContainerRole.INIT)
            && input
                .observed()
                .latest(container.name())
                .flatMap(PodObservation::exited)
                .filter(exited -> exited.exitCode() == 0)
                .isPresent();
    return !done && Restarts.wanted(input.pod(), container, input.observed());
  }

  private boolean isOver() {
    return input.work() == StatusInput.Work.OVER;
  }

  private static void describe(PodContainer container, ContainerStatus status) {
    var spec = container.spec();
    var resources = requireNonNullElse(spec.getResources(), new ResourceRequirements());
    if (!container.is(ContainerRole.EPHEMERAL)) {
      status.setResources(resources);
      status.setAllocatedResources(resources.getRequests());
    }
    status.setVolumeMounts(
        spec.getVolumeMounts().stream().map(ContainerStatusRule::mountStatus).toList());
  }

  private static VolumeMountStatus mountStatus(VolumeMount mount) {
    var readOnly = Boolean.TRUE.equals(mount.getReadOnly());
    return new VolumeMountStatusBuilder()
        .withName(mount.getName())
        .withMountPath(mount.getMountPath())
        .withReadOnly(readOnly ? true : null)
        .withRecursiveReadOnly(readOnly ? "Disabled" : null)
        .build();
  }

  private void judge(
      PodContainer container,
      ContainerStatus status,
      List<dev.timonier.nodeagent.runtime.ContainerStatus> known) {
    var running =
        known.stream().findFirst().filter(PodObservation::isRunning).filter(_ -> isRunning(status));
    var started =
        running.filter(c -> passes(container.spec().getStartupProbe(), startup(c))).isPresent();
    var ready =
        started
            && running
                .filter(c -> passes(container.spec().getReadinessProbe(), readiness(c)))
                .isPresent();
    status.setStarted(container.is(ContainerRole.EPHEMERAL) ? null : started);
    status.setReady(container.is(ContainerRole.INIT) ? succeeded(status) : ready);
    if (container.is(ContainerRole.EPHEMERAL)) {
      status.setReady(false);
    }
  }

  private Optional<Verdict> startup(dev.timonier.nodeagent.runtime.ContainerStatus container) {
    return input.verdicts().startup(container.id());
  }

  private Optional<Verdict> readiness(dev.timonier.nodeagent.runtime.ContainerStatus container) {
    return input.verdicts().readiness(container.id());
  }

  private static boolean passes(@Nullable Probe probe, Optional<Verdict> verdict) {
    return probe == null || verdict.filter(v -> v == Verdict.SUCCESS).isPresent();
  }

  private static boolean isRunning(ContainerStatus status) {
    return status.getState().getRunning() != null;
  }

  private static boolean succeeded(ContainerStatus status) {
    var terminated = status.getState().getTerminated();
    return terminated != null && terminated.getExitCode() == 0;
  }
}
