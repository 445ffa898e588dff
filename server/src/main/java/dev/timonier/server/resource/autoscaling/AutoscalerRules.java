package dev.timonier.server.resource.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.autoscaling.ReferenceRules.Version;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What holds for the specification of an autoscaler.
final class AutoscalerRules {
  private static final List<String> POLICIES = List.of("Percent", "Pods");
  private static final List<String> SELECTIONS = List.of("Disabled", "Max", "Min");
  private static final Set<String> FROM_OUTSIDE = Set.of("Object", "External");
  private static final int LONGEST_WINDOW = 3600;
  private static final int LONGEST_PERIOD = 1800;

  private AutoscalerRules() {}

  static void validate(Subject spec) {
    validate(spec, target(spec.value()), Version.WELL_FORMED, 1);
  }

  /// What was once allowed may stay: an API version that is none or has no group, and no replicas.
  static void validateUpdate(Subject spec, JsonNode old) {
    var isKept =
        Stream.of("apiVersion", "kind")
            .allMatch(field -> target(spec.value(), field).equals(target(old, field)));
    validate(
        spec,
        isKept ? Version.ANY : target(spec.value()),
        Trees.stream(old.path("metrics")).allMatch(AutoscalerRules::isSound)
            ? Version.WELL_FORMED
            : Version.ANY,
        old.path("minReplicas").asInt(1) == 0 ? 0 : 1);
  }

  private static String target(JsonNode spec, String field) {
    return Trees.text(spec.path("scaleTargetRef"), field);
  }

  /// Of the first API only replication controllers can be scaled.
  private static Version target(JsonNode spec) {
    return target(spec, "kind").equals("ReplicationController")
        ? Version.WELL_FORMED
        : Version.GROUPED;
  }

  private static boolean isSound(JsonNode metric) {
    return !Trees.text(metric, "type").equals("Object")
        || ReferenceRules.hasVersion(metric.path("object").path("describedObject"));
  }

  private static void validate(Subject spec, Version target, Version metrics, int fewest) {
    replicas(spec.at("minReplicas"), spec.at("maxReplicas"), fewest);
    ReferenceRules.validate(spec.at("scaleTargetRef"), target);
    spec.at("metrics").elements().forEach(metric -> MetricRules.validate(metric, metrics));
    toZero(spec);
    rules(spec.at("behavior").at("scaleUp"));
    rules(spec.at("behavior").at("scaleDown"));
  }

  private static void replicas(Subject least, Subject most, int fewest) {
    if (least.isPresent() && least.number() < fewest) {
      least.invalid("must be greater than or equal to " + fewest);
    }
    if (most.number() == 0) {
      most.required("must be set and greater than 0");
    } else if (most.number() < 0) {
      most.invalid("must be greater than or equal to 1");
    }
    if (least.isPresent() && most.number() < least.number()) {
      most.invalid("must be greater than or equal to `minReplicas`");
    }
  }

  /// Pods that are not there can be measured by nothing of their own.
  private static void toZero(Subject spec) {
    var least = spec.at("minReplicas");
    var metrics = spec.at("metrics");
    var types = metrics.elements().stream().map(metric -> metric.at("type").text());
    if (least.isPresent() && least.number() == 0 && types.noneMatch(FROM_OUTSIDE::contains)) {
      metrics.forbidden(
          "must specify at least one Object or External metric to support scaling to zero replicas");
    }
  }

  private static void rules(Subject rules) {
    if (!rules.isPresent()) {
      return;
    }
    window(rules.at("stabilizationWindowSeconds"));
    if (rules.at("selectPolicy").isPresent()) {
      rules.at("selectPolicy").oneOf(SELECTIONS);
    }
    rules.at("policies").mustBePresent("must specify at least one Policy");
    rules.at("policies").elements().forEach(AutoscalerRules::policy);
    var tolerance = rules.at("tolerance");
    if (tolerance.isPresent() && Amount.parse(tolerance.text()).signum() < 0) {
      tolerance.invalid("must be greater than or equal to 0");
    }
  }

  private static void window(Subject window) {
    if (window.isPresent() && window.number() < 0) {
      window.invalid("must be greater than or equal to zero");
    }
    if (window.isPresent() && window.number() > LONGEST_WINDOW) {
      window.invalid("must be less than or equal to " + LONGEST_WINDOW);
    }
  }

  private static void policy(Subject policy) {
    policy.at("type").oneOf(POLICIES);
    policy.at("value").positive();
    var period = policy.at("periodSeconds");
    period.positive();
    if (period.number() > LONGEST_PERIOD) {
      period.invalid("must be less than or equal to " + LONGEST_PERIOD);
    }
  }
}
