package dev.timonier.controllers.deployment;

import dev.timonier.controllers.runtime.Times;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The conditions of a Deployment; a changed one moves to the end.
///
/// @param list never changed
record Conditions(List<DeploymentCondition> list) {
  static final String AVAILABLE = "Available";
  static final String PROGRESSING = "Progressing";
  static final String REPLICA_FAILURE = "ReplicaFailure";

  static final String NEW_SET_AVAILABLE = "NewReplicaSetAvailable";
  static final String DEADLINE_EXCEEDED = "ProgressDeadlineExceeded";
  static final String PAUSED = "DeploymentPaused";
  static final String RESUMED = "DeploymentResumed";

  static Conditions of(Deployment deployment) {
    var status = deployment.getStatus();
    return new Conditions(
        status == null
            ? List.of()
            : Objects.requireNonNullElse(status.getConditions(), List.<DeploymentCondition>of()));
  }

  static DeploymentCondition make(
      String type, String status, String reason, String message, Instant now) {
    var shown = Times.shown(now);
    return new DeploymentCondition(shown, shown, message, reason, status, type);
  }

  Optional<DeploymentCondition> get(String type) {
    return list.stream().filter(c -> c.getType().equals(type)).findFirst();
  }

  boolean has(String type, String reason) {
    return get(type).filter(c -> reason.equals(c.getReason())).isPresent();
  }

  /// With a condition that says something new; one that says the same leaves things as they are. A
  /// status that stays keeps its time of transition.
  Conditions with(DeploymentCondition condition) {
    var before = get(condition.getType());
    if (before.filter(b -> sameStatus(b, condition)).isEmpty()) {
      return replaced(condition);
    }
    return Objects.equals(before.get().getReason(), condition.getReason())
        ? this
        : refreshed(condition);
  }

  /// With a condition even if it says the same, as news of progress do.
  Conditions refreshed(DeploymentCondition condition) {
    var since =
        get(condition.getType())
            .filter(b -> sameStatus(b, condition))
            .map(DeploymentCondition::getLastTransitionTime)
            .orElse(condition.getLastTransitionTime());
    return replaced(
        new DeploymentConditionBuilder(condition).withLastTransitionTime(since).build());
  }

  Conditions without(String type) {
    return new Conditions(list.stream().filter(c -> !c.getType().equals(type)).toList());
  }

  private Conditions replaced(DeploymentCondition condition) {
    var result = new ArrayList<>(without(condition.getType()).list());
    result.add(condition);
    return new Conditions(List.copyOf(result));
  }

  private static boolean sameStatus(DeploymentCondition one, DeploymentCondition other) {
    return Objects.equals(one.getStatus(), other.getStatus());
  }
}
