package dev.timonier.nodeagent.pod;

import dev.timonier.nodeagent.plan.PodObservation;
import dev.timonier.nodeagent.status.StatusInput;
import dev.timonier.nodeagent.status.StatusInput.Work;
import io.fabric8.kubernetes.api.model.PodStatus;
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
      services.writer().publish(context.pod(), status);
    }
    return status;
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
