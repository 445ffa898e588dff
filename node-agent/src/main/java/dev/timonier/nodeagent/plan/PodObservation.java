package dev.timonier.nodeagent.plan;

import dev.timonier.nodeagent.runtime.ContainerStatus;
import dev.timonier.nodeagent.runtime.ContainerStatus.State;
import dev.timonier.nodeagent.runtime.SandboxId;
import dev.timonier.nodeagent.runtime.SandboxStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What the runtime has of one pod.
///
/// @param sandboxes the newest first
/// @param containers the newest first, dead ones too
public record PodObservation(List<SandboxStatus> sandboxes, List<ContainerStatus> containers) {
  private static final Comparator<SandboxStatus> NEWEST_SANDBOX =
      Comparator.comparingInt(SandboxStatus::attempt)
          .thenComparing(SandboxStatus::created)
          .reversed();
  private static final Comparator<ContainerStatus> NEWEST_CONTAINER =
      Comparator.comparingInt(ContainerStatus::attempt)
          .thenComparing(ContainerStatus::created)
          .reversed();

  /// Of a pod that the runtime does not know. After the comparators: they sort it.
  public static final PodObservation NOTHING = new PodObservation(List.of(), List.of());

  public PodObservation {
    sandboxes = sandboxes.stream().sorted(NEWEST_SANDBOX).toList();
    containers = containers.stream().sorted(NEWEST_CONTAINER).toList();
  }

  public Optional<SandboxStatus> newestSandbox() {
    return sandboxes.stream().findFirst();
  }

  /// The newest container of a name, alive or not.
  public Optional<ContainerStatus> latest(String name) {
    return containers.stream().filter(status -> status.name().equals(name)).findFirst();
  }

  /// The newest container of a name within one sandbox.
  public Optional<ContainerStatus> latestWithin(SandboxId sandbox, String name) {
    return containers.stream()
        .filter(status -> status.sandbox().equals(sandbox) && status.name().equals(name))
        .findFirst();
  }

  /// All containers of a name, the newest first.
  public List<ContainerStatus> all(String name) {
    return containers.stream().filter(status -> status.name().equals(name)).toList();
  }

  public List<ContainerStatus> running() {
    return containers.stream().filter(PodObservation::isRunning).toList();
  }

  /// Whether nothing of the pod can run any more.
  public boolean isStopped() {
    return running().isEmpty()
        && sandboxes.stream().allMatch(s -> s.state() == SandboxStatus.State.NOT_READY);
  }

  public static boolean isRunning(ContainerStatus status) {
    return status.state() instanceof State.Running;
  }

  public static Optional<State.Exited> exited(ContainerStatus status) {
    return status.state() instanceof State.Exited exited ? Optional.of(exited) : Optional.empty();
  }
}
