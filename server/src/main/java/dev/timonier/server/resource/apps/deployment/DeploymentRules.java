package dev.timonier.server.resource.apps.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.resource.apps.ReplicatedTemplate;
import dev.timonier.server.resource.workload.Counts;
import dev.timonier.server.resource.workload.SelectorRules;
import dev.timonier.server.resource.workload.Shares;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// Finds what is wrong with Deployments
/// (<https://kubernetes.io/docs/concepts/workloads/controllers/deployment/>).
final class DeploymentRules {
  private DeploymentRules() {}

  static void spec(Subject spec) {
    Counts.nonNegative(spec, "replicas");
    SelectorRules.required(spec.at("selector"), "deployment");
    ReplicatedTemplate.validate(spec);
    strategy(spec.at("strategy"));
    Counts.nonNegative(spec, "minReadySeconds", "revisionHistoryLimit", "progressDeadlineSeconds");
    var deadline = spec.at("progressDeadlineSeconds");
    if (deadline.isPresent() && deadline.number() <= spec.at("minReadySeconds").number()) {
      deadline.invalid("must be greater than minReadySeconds");
    }
  }

  private static void strategy(Subject strategy) {
    var rolling = strategy.at("rollingUpdate");
    switch (strategy.at("type").text()) {
      case "Recreate" -> {
        if (rolling.isPresent()) {
          rolling.forbidden("may not be specified when strategy `type` is 'Recreate'");
        }
      }
      case "RollingUpdate" -> rolling(rolling);
      default ->
          strategy
              .as("apps/v1.DeploymentStrategy")
              .notSupported(List.of("Recreate", "RollingUpdate"));
    }
  }

  private static void rolling(Subject rolling) {
    if (!rolling.isPresent()) {
      rolling.required("this should be defaulted and never be nil");
      return;
    }
    var unavailable = rolling.at("maxUnavailable");
    Shares.nonNegative(unavailable);
    Shares.nonNegative(rolling.at("maxSurge"));
    if (Shares.isZero(unavailable) && Shares.isZero(rolling.at("maxSurge"))) {
      unavailable.invalid("may not be 0 when `maxSurge` is 0");
    }
    Shares.notMoreThanAll(unavailable);
  }

  static void status(Subject status, JsonNode old) {
    Counts.nonNegative(
        status,
        "observedGeneration",
        "replicas",
        "updatedReplicas",
        "readyReplicas",
        "availableReplicas",
        "unavailableReplicas",
        "terminatingReplicas",
        "collisionCount");
    Counts.atMost(
        status,
        List.of("updatedReplicas", "readyReplicas", "availableReplicas"),
        "replicas",
        "status.replicas");
    Counts.atMost(status, List.of("availableReplicas"), "readyReplicas", "readyReplicas");
    Counts.notDecremented(status.at("collisionCount"), old.path("collisionCount"));
  }
}
