package dev.timonier.server.resource.apps.daemonset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.resource.workload.Counts;
import dev.timonier.server.resource.workload.SelectorRules;
import dev.timonier.server.resource.workload.Shares;
import dev.timonier.server.resource.workload.TemplateRules;
import dev.timonier.server.validation.LabelSelectorRules;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// Finds what is wrong with DaemonSets
/// (<https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/>).
final class DaemonSetRules {
  private DaemonSetRules() {}

  static void spec(Subject spec) {
    var selector = spec.at("selector");
    var template = spec.at("template");
    if (selector.isPresent()) {
      LabelSelectorRules.validate(selector);
    }
    SelectorRules.read(selector.value()).ifPresent(read -> SelectorRules.matches(read, template));
    SelectorRules.notEmpty(selector, "daemonset");
    TemplateRules.validate(template);
    TemplateRules.runsForEver(template, "DaemonSet");
    Counts.nonNegative(spec, "minReadySeconds");
    updateStrategy(spec.at("updateStrategy"));
    Counts.nonNegative(spec, "revisionHistoryLimit");
  }

  private static void updateStrategy(Subject strategy) {
    var rolling = strategy.at("rollingUpdate");
    switch (strategy.at("type").text()) {
      case "OnDelete" -> {}
      case "RollingUpdate" -> {
        if (rolling.isPresent()) {
          rolling(rolling.at("maxUnavailable"), rolling.at("maxSurge"));
        } else {
          rolling.required();
        }
      }
      default ->
          strategy
              .as("apps/v1.DaemonSetUpdateStrategy")
              .notSupported(List.of("RollingUpdate", "OnDelete"));
    }
  }

  private static void rolling(Subject unavailable, Subject surge) {
    Shares.nonNegative(unavailable);
    Shares.nonNegative(surge);
    Shares.notMoreThanAll(unavailable);
    Shares.notMoreThanAll(surge);
    if (!Shares.isZero(unavailable) && !Shares.isZero(surge)) {
      surge.invalid("may not be set when maxUnavailable is non-zero");
    }
    if (Shares.isZero(unavailable) && Shares.isZero(surge)) {
      unavailable.required("cannot be 0 when maxSurge is 0");
    }
  }

  static void status(Subject status, JsonNode old) {
    Counts.nonNegative(
        status,
        "currentNumberScheduled",
        "numberMisscheduled",
        "desiredNumberScheduled",
        "numberReady",
        "observedGeneration",
        "updatedNumberScheduled",
        "numberAvailable",
        "numberUnavailable",
        "collisionCount");
    Counts.notDecremented(status.at("collisionCount"), old.path("collisionCount"));
  }
}
