package dev.timonier.nodeagent.pod;

import dev.timonier.nodeagent.plan.PodObservation;
import dev.timonier.nodeagent.runtime.RuntimeFailure;
import dev.timonier.nodeagent.runtime.SandboxStatus;
import dev.timonier.nodeagent.spec.GracePeriod;
import dev.timonier.nodeagent.status.StatusInput.Work;
import java.time.Duration;

/// One turn of a pod that is being stopped.
final class TerminateStep {
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final PodServices services;
  private final Reporter reporter;
  private final PodStopper stopper;

  TerminateStep(PodServices services, Reporter reporter, PodStopper stopper) {
    this.services = services;
    this.reporter = reporter;
    this.stopper = stopper;
  }

  /// @return whether nothing of the pod runs any more
  boolean run(PodContext context, Turn turn) {
    services.probes().terminating(context.uid());
    var observed = context.inventory().observe();
    if (!observed.running().isEmpty()) {
      stop(context, observed, turn);
      return false;
    }
    return stopSandboxes(context, observed, turn) && finish(context);
  }

  private void stop(PodContext context, PodObservation observed, Turn turn) {
    services.probes().update(context.pod(), observed);
    reporter.report(context, observed, Work.GOING_ON);
    stopper.stop(context, observed, grace(context), turn);
  }

  private static Duration grace(PodContext context) {
    return GracePeriod.atLeastShortest(
        context.graceOverride().orElseGet(() -> GracePeriod.of(context.pod())));
  }

  private boolean stopSandboxes(PodContext context, PodObservation observed, Turn turn) {
    try {
      observed.sandboxes().stream()
          .filter(sandbox -> sandbox.state() == SandboxStatus.State.READY)
          .forEach(sandbox -> services.runtime().stopSandbox(sandbox.id()));
      return true;
    } catch (RuntimeFailure e) {
      services
          .events()
          .warning(context.pod(), "FailedKillPod", "error killing pod: " + e.getMessage());
      turn.after(RETRY);
      return false;
    }
  }

  private boolean finish(PodContext context) {
    services.probes().forget(context.uid());
    services.images().forget(context.uid());
    reporter.report(context, context.inventory().observe(), Work.OVER);
    return true;
  }
}
