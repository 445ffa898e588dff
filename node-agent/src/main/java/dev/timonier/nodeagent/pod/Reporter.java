package dev.timonier.nodeagent.pod;

import dev.timonier.nodeagent.plan.PodObservation;
import dev.timonier.nodeagent.status.PodStatusGenerator;
import dev.timonier.nodeagent.status.StatusInput;
import dev.timonier.nodeagent.status.StatusInput.Work;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.util.Map;
import java.util.Optional;

/// Computes the status of a pod and hands it on to be written.
final class Reporter {
  private final PodServices services;

  Reporter(PodServices services) {
    this.services = services;
  }

  PodStatus report(PodContext context, PodObservation observed, Work work) {
    var status = services.statuses().generate(input(context, observed, work));
    if (context.presence() == PodContext.Presence.IN_API) {
      var published = work == Work.OVER ? status : unfinished(status, previous(context));
      services.writer().publish(context.pod(), published);
    }
    return status;
  }

  /// The API is told that a pod has ended when nothing of it can run any more.
  private static PodStatus unfinished(PodStatus status, PodStatus previous) {
    if (!PodStatusGenerator.isTerminal(status) || PodStatusGenerator.isTerminal(previous)) {
      return status;
    }
    return new PodStatusBuilder(status)
        .withPhase(previous.getPhase())
        .withReason(previous.getReason())
        .withMessage(previous.getMessage())
        .build();
  }

  /// The status that the pod was last said to have.
  PodStatus previous(PodContext context) {
    return services
        .writer()
        .latest(context.uid())
        .or(() -> Optional.ofNullable(context.pod().getStatus()))
        .orElseGet(PodStatus::new);
  }

  private StatusInput input(PodContext context, PodObservation observed, Work work) {
    return new StatusInput(
        context.pod(),
        previous(context),
        observed,
        services.probes(),
        Map.copyOf(context.waiting()),
        services.nodes().addresses(context.pod().getSpec().getNodeName()),
        work,
        context.ending(),
        services.time().instant());
  }
}
