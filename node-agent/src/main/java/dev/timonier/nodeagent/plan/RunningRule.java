package dev.timonier.nodeagent.plan;

import dev.timonier.nodeagent.plan.Plan.Kill;
import dev.timonier.nodeagent.plan.Plan.KillReason;
import dev.timonier.nodeagent.runtime.ContainerStatus;
import dev.timonier.nodeagent.spec.PodContainer;
import dev.timonier.nodeagent.spec.RestartPolicy;
import dev.timonier.nodeagent.spec.RuntimeLabels;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/// Whether a running container must go, and whether another takes its place.
final class RunningRule {
  private RunningRule() {}

  /// How messages call the container.
  enum Wording {
    REGULAR("Container "),
    INIT("Init container ");

    private final String prefix;

    Wording(String prefix) {
      this.prefix = prefix;
    }
  }

  static Optional<Kill> kill(
      PodContainer spec, ContainerStatus running, Verdicts verdicts, Wording wording) {
    if (RuntimeLabels.isOutdated(running, spec)) {
      return Optional.of(
          new Kill(
              running,
              spec,
              KillReason.DEFINITION_CHANGED,
              wording.prefix + spec.name() + " definition changed"));
    }
    if (failed(verdicts.startup(running.id()))) {
      return Optional.of(
          new Kill(
              running,
              spec,
              KillReason.STARTUP_PROBE,
              wording.prefix + spec.name() + " failed startup probe"));
    }
    if (failed(verdicts.liveness(running.id()))) {
      return Optional.of(
          new Kill(
              running,
              spec,
              KillReason.LIVENESS_PROBE,
              wording.prefix + spec.name() + " failed liveness probe"));
    }
    return Optional.empty();
  }

  static Kill unknown(PodContainer spec, ContainerStatus latest, Wording wording) {
    var message =
        wording == Wording.REGULAR
            ? "Container is in \"unknown\" state, try killing it before restart"
            : "Init container is in \"unknown\" state, try killing it before restart";
    return new Kill(latest, spec, KillReason.UNKNOWN_STATE, message);
  }

  /// A changed definition takes effect whatever the restart policy says.
  static boolean restarts(Pod pod, PodContainer spec, Kill kill) {
    return pod.getMetadata().getDeletionTimestamp() == null
        && (kill.reason() == KillReason.DEFINITION_CHANGED
            || RestartPolicy.of(pod, spec) != RestartPolicy.NEVER);
  }

  static Kill announcingRestart(Kill kill) {
    return new Kill(
        kill.container(), kill.spec(), kill.reason(), kill.message() + ", will be restarted");
  }

  private static boolean failed(Optional<Verdict> verdict) {
    return verdict.filter(v -> v == Verdict.FAILURE).isPresent();
  }
}
