package dev.timonier.controllers.servicecidr;

import dev.timonier.controllers.runtime.PatchClient;
import dev.timonier.controllers.runtime.Times;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceCIDR;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells by a condition whether Services may have addresses of a range.
record RangeCondition(PatchClient patches, Time time) {
  private static final String MANAGER = "service-cidr-controller";
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
    if (ready(range).filter(known -> says(known, status, reason, message)).isPresent()) {
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
    patches.applyStatus(range, MANAGER, Map.of("conditions", List.of(condition)));
  }

  private static boolean says(Condition known, String status, String reason, String message) {
    return known.getStatus().equals(status)
        && known.getReason().equals(reason)
        && known.getMessage().equals(message);
  }

  private static Optional<Condition> ready(ServiceCIDR range) {
    return Optional.ofNullable(range.getStatus()).stream()
        .flatMap(status -> status.getConditions().stream())
        .filter(condition -> condition.getType().equals(READY))
        .findFirst();
  }
}
