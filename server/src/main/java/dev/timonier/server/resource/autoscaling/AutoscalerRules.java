package dev.timonier.server.resource.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// What holds for the specification of an autoscaler.
final class AutoscalerRules {
  private static final List<String> POLICIES = List.of("Percent", "Pods");
  private static final List<String> SELECTIONS = List.of("Disabled", "Max", "Min");
  private static final int LONGEST_WINDOW = 3600;
  private static final int LONGEST_PERIOD = 1800;

  private AutoscalerRules() {}

  static void validate(Subject spec) {
    replicas(spec.at("minReplicas"), spec.at("maxReplicas"));
    ReferenceRules.validate(spec.at("scaleTargetRef"));
    rest(spec);
  }

  /// Old autoscalers may refer to an API version that is none; it may stay.
  static void validateUpdate(Subject spec, JsonNode old) {
    replicas(spec.at("minReplicas"), spec.at("maxReplicas"));
    if (ReferenceRules.hasVersion(old.path("scaleTargetRef"))) {
      ReferenceRules.validate(spec.at("scaleTargetRef"));
    } else {
      ReferenceRules.validateTarget(spec.at("scaleTargetRef"));
    }
    rest(spec);
  }

  private static void replicas(Subject least, Subject most) {
    if (least.isPresent() && least.number() < 1) {
      least.invalid("must be greater than or equal to 1");
    }
    if (most.number() < 1) {
      most.invalid("must be greater than 0");
    }
    if (least.isPresent() && most.number() < least.number()) {
      most.invalid("must be greater than or equal to `minReplicas`");
    }
  }

  private static void rest(Subject spec) {
    spec.at("metrics").elements().forEach(MetricRules::validate);
    rules(spec.at("behavior").at("scaleUp"));
    rules(spec.at("behavior").at("scaleDown"));
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
