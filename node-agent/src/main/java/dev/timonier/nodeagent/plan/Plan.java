package dev.timonier.nodeagent.plan;

import dev.timonier.nodeagent.runtime.ContainerStatus;
import dev.timonier.nodeagent.runtime.SandboxId;
import dev.timonier.nodeagent.spec.PodContainer;
import java.util.List;
import java.util.Optional;

/// The next steps for a pod: first the sandbox, then the kills, then the starts in order.
public record Plan(SandboxStep sandbox, List<Kill> kills, List<Start> starts) {

  /// Whether there is nothing to do.
  public boolean isEmpty() {
    return sandbox instanceof SandboxStep.Keep && kills.isEmpty() && starts.isEmpty();
  }

  /// What becomes of the sandbox.
  public sealed interface SandboxStep {
    /// It is as it should be.
    record Keep(SandboxId sandbox) implements SandboxStep {}

    /// Everything of the pod that runs is ended, then a sandbox is made.
    ///
    /// @param replaced the sandbox that was outdated or lost
    record Create(int attempt, Optional<SandboxId> replaced) implements SandboxStep {}

    /// The pod has nothing left to run: everything is ended.
    record Stop() implements SandboxStep {}
  }

  /// Ends one container.
  ///
  /// @param message for the event
  public record Kill(
      ContainerStatus container, PodContainer spec, KillReason reason, String message) {}

  /// Why a container is ended while its pod goes on.
  public enum KillReason {
    STARTUP_PROBE,
    LIVENESS_PROBE,
    DEFINITION_CHANGED,
    UNKNOWN_STATE
  }

  /// Starts one container.
  ///
  /// @param attempt counts the containers of this name, from 0; its restart count
  public record Start(PodContainer container, int attempt) {}
}
