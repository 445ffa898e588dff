package dev.timonier.server.resource.autoscaling;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// What holds for the specification of an autoscaler.
final class AutoscalerRules {
  private static final List<String> TYPES =
      List.of("ContainerResource", "External", "Object", "Pods", "Resource");
  private static final List<String> SOURCES =
      List.of("object", "external", "pods", "resource", "containerResource");
  private static final List<String> TARGETS = List.of("Utilization", "Value", "AverageValue");
  private static final List<String> POLICIES = List.of("Percent", "Pods");
  private static final List<String> SELECTIONS = List.of("Disabled", "Max", "Min");
  private static final int LONGEST_WINDOW = 3600;
  private static final int LONGEST_PERIOD = 1800;

  private AutoscalerRules() {}

  static void validate(Subject spec) {
    var least = spec.at("minReplicas");
    var most = spec.at("maxReplicas");
    if (least.isPresent() && least.number() < 1) {
      least.invalid("must be greater than or equal to 1");
    }
    if (most.number() < 1) {
      most.invalid("must be greater than 0");
    }
    if (least.isPresent() && most.number() < least.number()) {
      most.invalid("must be greater than or equal to `minReplicas`");
    }
    segment(spec.at("scaleTargetRef").at("kind"));
    segment(spec.at("scaleTargetRef").at("name"));
    spec.at("metrics").elements().forEach(AutoscalerRules::metric);
    rules(spec.at("behavior").at("scaleUp"));
    rules(spec.at("behavior").at("scaleDown"));
  }

  private static void segment(Subject field) {
    if (field.isEmpty()) {
      field.required();
    } else {
      field.faulty(Format.checkPathSegment(field.text()));
    }
  }

  private static void metric(Subject metric) {
    var type = metric.at("type");
    if (type.isEmpty()) {
      type.required("must specify a metric source type");
    }
    if (!TYPES.contains(type.text())) {
      type.with(TextNode.valueOf(type.text())).notSupported(TYPES);
    }
    var present = SOURCES.stream().filter(source -> metric.at(source).isPresent()).toList();
    if (present.size() == 1) {
      source(metric.at(present.getFirst()), present.getFirst());
    }
    var expected = TYPES.contains(type.text()) ? sourceOf(type.text()) : "";
    if (!expected.isEmpty() && !metric.at(expected).isPresent()) {
      metric.at(expected).required("must populate information for the given metric source");
    }
    if (present.size() != 1) {
      present.stream()
          .filter(source -> !source.equals(expected))
          .forEach(
              source -> metric.at(source).forbidden("must populate the given metric source only"));
    }
  }

  private static String sourceOf(String type) {
    return Character.toLowerCase(type.charAt(0)) + type.substring(1);
  }

  private static void source(Subject source, String name) {
    if (name.equals("resource") || name.equals("containerResource")) {
      source.at("name").mustBePresent("must specify a resource name");
      if (name.equals("containerResource")) {
        source.at("container").mustBePresent("must specify a container name");
      }
      target(source.at("target"));
      oneOfBoth(source.at("target"));
    } else {
      source.at("metric").at("name").mustBePresent("must specify a metric name");
      target(source.at("target"));
    }
  }

  private static void oneOfBoth(Subject target) {
    var utilization = target.at("averageUtilization");
    var value = target.at("averageValue");
    if (!utilization.isPresent() && !value.isPresent()) {
      utilization.required("must set either a target raw value or a target utilization");
    }
    if (utilization.isPresent() && value.isPresent()) {
      value.forbidden("may not set both a target raw value and a target utilization");
    }
  }

  private static void target(Subject target) {
    var type = target.at("type");
    if (type.isEmpty()) {
      type.required("must specify a metric target type");
    } else if (!TARGETS.contains(type.text())) {
      type.invalid("must be either Utilization, Value, or AverageValue");
    }
    positive(target.at("value"));
    positive(target.at("averageValue"));
    var utilization = target.at("averageUtilization");
    if (utilization.isPresent() && utilization.number() < 1) {
      utilization.invalid("must be greater than 0");
    }
  }

  private static void positive(Subject amount) {
    if (amount.isPresent() && Amount.parse(amount.text()).signum() <= 0) {
      amount.invalid("must be positive");
    }
  }

  private static void rules(Subject rules) {
    if (!rules.isPresent()) {
      return;
    }
    var window = rules.at("stabilizationWindowSeconds");
    if (window.isPresent()) {
      if (window.number() < 0) {
        window.invalid("must be greater than or equal to zero");
      }
      if (window.number() > LONGEST_WINDOW) {
        window.invalid("must be less than or equal to " + LONGEST_WINDOW);
      }
    }
    if (rules.at("selectPolicy").isPresent()) {
      rules.at("selectPolicy").oneOf(SELECTIONS);
    }
    rules.at("policies").mustBePresent("must specify at least one Policy");
    rules.at("policies").elements().forEach(AutoscalerRules::policy);
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
