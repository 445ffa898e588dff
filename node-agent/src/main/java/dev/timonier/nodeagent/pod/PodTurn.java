package dev.timonier.nodeagent.pod;

import dev.timonier.nodeagent.plan.PodObservation;
import dev.timonier.nodeagent.pod.PodContext.Admittance;
import dev.timonier.nodeagent.pod.PodContext.Presence;
import dev.timonier.nodeagent.status.PodStatusGenerator;
import dev.timonier.nodeagent.status.StatusInput.Ending;
import dev.timonier.nodeagent.status.StatusInput.Work;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Duration;
import java.util.Optional;

/// One turn of a pod: carries its life as far forward as it goes now. See [Stage].
final class PodTurn {
  private final PodServices services;
  private final Neighbours neighbours;
  private final Reporter reporter;
  private final SyncStep sync;
  private final TerminateStep terminate;
  private final Cleaner cleaner;
  private final Object admitting = new Object();

  PodTurn(PodServices services, Neighbours neighbours) {
    this.services = services;
    this.neighbours = neighbours;
    this.reporter = new Reporter(services);
    this.cleaner = new Cleaner(services);
    var killer = new Killer(services);
    var stopper = new PodStopper(services.time(), killer);
    this.sync = new SyncStep(services, reporter, killer, stopper, cleaner);
    this.terminate = new TerminateStep(services, reporter, stopper);
  }

  void run(PodContext context, Turn turn) {
    for (var before = Optional.<Stage>empty();
        !before.equals(Optional.of(context.stage()));
        context.enter(next(context, turn))) {
      before = Optional.of(context.stage());
    }
  }

  private Stage next(PodContext context, Turn turn) {
    return switch (context.stage()) {
      case SYNCING -> sync(context, turn) ? Stage.TERMINATING : Stage.SYNCING;
      case TERMINATING -> terminate.run(context, turn) ? Stage.TERMINATED : Stage.TERMINATING;
      case TERMINATED -> cleaner.run(context, turn) ? Stage.FINISHED : Stage.TERMINATED;
      case FINISHED -> Stage.FINISHED;
    };
  }

  private boolean sync(PodContext context, Turn turn) {
    if (mustEnd(context)) {
      return true;
    }
    admit(context);
    return switch (context.admittance()) {
      case REJECTED -> true;
      case PENDING -> {
        turn.after(Duration.ofSeconds(1));
        yield false;
      }
      case ADMITTED -> isPastDeadline(context, turn) || sync.run(context, turn);
    };
  }

  private boolean mustEnd(PodContext context) {
    return context.presence() != Presence.IN_API
        || context.isDeleted()
        || context.graceOverride().isPresent()
        || PodStatusGenerator.isTerminal(apiStatus(context));
  }

  private static PodStatus apiStatus(PodContext context) {
    return Optional.ofNullable(context.pod().getStatus()).orElseGet(PodStatus::new);
  }

  private boolean isPastDeadline(PodContext context, Turn turn) {
    var left = Deadline.left(context.pod(), reporter.previous(context), services.time().instant());
    if (left.filter(d -> !d.isPositive()).isPresent()) {
      context.end(Deadline.EXCEEDED);
      services
          .events()
          .normal(context.pod(), Deadline.EXCEEDED.reason(), Deadline.EXCEEDED.message());
      return true;
    }
    left.ifPresent(turn::after);
    return false;
  }

  /// One pod at a time, so that two don't take the same last place. A pod that runs already stays.
  private void admit(PodContext context) {
    if (context.admittance() != Admittance.PENDING) {
      return;
    }
    var node = services.nodes().node(context.pod().getSpec().getNodeName());
    if (node.isEmpty()) {
      return;
    }
    synchronized (admitting) {
      var refusal = new Admission(node.get(), neighbours.admitted(context)).refusal(context.pod());
      refusal.ifPresent(why -> reject(context, why));
      context.admit(refusal.isPresent() ? Admittance.REJECTED : Admittance.ADMITTED);
    }
  }

  private void reject(PodContext context, Ending why) {
    services.events().warning(context.pod(), why.reason(), why.message());
    context.end(new Ending(why.reason(), "Pod was rejected: " + why.message()));
    reporter.report(context, PodObservation.NOTHING, Work.OVER);
  }
}
