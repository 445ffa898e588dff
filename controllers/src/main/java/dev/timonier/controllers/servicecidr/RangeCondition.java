package dev.timonier.controllers.servicecidr;

import dev.timonier.controllers.runtime.Times;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceCIDR;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceCIDRBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/// Tells by a condition whether Services may have addresses of a range.
record RangeCondition(KubernetesClient client, Time time) {
  private static final String READY = "Ready";

  void markReady(ServiceCIDR range) {
    mark(range, "True", "", "Kubernetes Service CIDR is ready");
  }

  void markTerminating(ServiceCIDR range) {
    mark(
        range,
        "False",
        "Terminating",
        "There are still IPAddresses referencing the ServiceCIDR, please remove them or create a new"
            + " ServiceCIDR");
  }

  private void mark(ServiceCIDR range, String status, String reason, String message) {
    if (ready(range).filter(known -> known.getStatus().equals(status)).isPresent()) {
      return;
    }
    var condition =
        new ConditionBuilder()
            .withType(READY)
            .withStatus(status)
            .withReason(reason)
            .withMessage(message)
            .withLastTransitionTime(Times.shown(time.instant()))
            .build();
    client
        .resource(
            new ServiceCIDRBuilder(range)
                .editOrNewStatus()
                .withConditions(condition)
                .endStatus()
                .build())
        .updateStatus();
  }

  private static Optional<Condition> ready(ServiceCIDR range) {
    return Optional.ofNullable(range.getStatus()).stream()
        .flatMap(status -> status.getConditions().stream())
        .filter(condition -> condition.getType().equals(READY))
        .findFirst();
  }
}
