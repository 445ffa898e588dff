package dev.timonier.server.resource.autoscaling;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.resource.autoscaling.ReferenceRules.Version;
import dev.timonier.server.resource.core.podspec.ResourceNameRules;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// What holds for a metric that an autoscaler follows.
final class MetricRules {
  private static final List<String> TYPES =
      List.of("ContainerResource", "External", "Object", "Pods", "Resource");
  private static final List<String> SOURCES =
      List.of("object", "external", "pods", "resource", "containerResource");
  private static final List<String> TARGETS = List.of("Utilization", "Value", "AverageValue");

  private MetricRules() {}

  /// Of all sources that are given the first is examined.
  ///
  /// @param version what the API version of an object that is measured has to be
  static void validate(Subject metric, Version version) {
    var type = metric.at("type");
    if (type.isEmpty()) {
      type.required("must specify a metric source type");
    }
    var known = TYPES.contains(type.text());
    if (!known) {
      type.with(TextNode.valueOf(type.text())).notSupported(TYPES);
    }
    var present = SOURCES.stream().filter(source -> metric.at(source).isPresent()).toList();
    if (!present.isEmpty()) {
      source(metric.at(present.getFirst()), present.getFirst(), version);
    }
    if (known) {
      fits(metric, present, sourceOf(type.text()));
    } else {
      type.with(TextNode.valueOf(type.text())).notSupported(TYPES);
      fits(metric, present, "");
    }
  }

  private static void fits(Subject metric, List<String> present, String expected) {
    if (!expected.isEmpty() && !present.contains(expected)) {
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

  private static void source(Subject source, String name, Version version) {
    var target = source.at("target");
    switch (name) {
      case "object" -> object(source, target, version);
      case "external" -> external(source, target);
      case "pods" -> pods(source, target);
      case "containerResource" -> containerResource(source, target);
      default -> resource(source, target);
    }
  }

  private static void object(Subject source, Subject target, Version version) {
    ReferenceRules.validate(source.at("describedObject"), version);
    identifier(source.at("metric"));
    target(target);
    if (!target.at("value").isPresent() && !target.at("averageValue").isPresent()) {
      target.at("averageValue").required("must set either a target value or averageValue");
    }
  }

  private static void external(Subject source, Subject target) {
    identifier(source.at("metric"));
    target(target);
    var value = target.at("value").isPresent();
    var average = target.at("averageValue").isPresent();
    if (value && average) {
      target
          .at("value")
          .forbidden("may not set both a target value for metric and a per-pod target");
    }
    if (!value && !average) {
      target
          .at("averageValue")
          .required("must set either a target value for metric or a per-pod target");
    }
  }

  private static void pods(Subject source, Subject target) {
    identifier(source.at("metric"));
    target(target);
    var average = target.at("averageValue");
    if (!average.isPresent()) {
      average.required("must specify a positive target averageValue");
    }
  }

  private static void containerResource(Subject source, Subject target) {
    var name = source.at("name").mustBePresent("must specify a resource name");
    if (!name.isEmpty()) {
      ResourceNameRules.ofContainer(name, name.text());
    }
    var container = source.at("container").mustBePresent("must specify a container");
    if (!container.isEmpty()) {
      container.format(Format.DNS_LABEL);
    }
    target(target);
    oneOfBoth(target);
  }

  private static void resource(Subject source, Subject target) {
    source.at("name").mustBePresent("must specify a resource name");
    target(target);
    oneOfBoth(target);
  }

  private static void identifier(Subject metric) {
    var name = metric.at("name").mustBePresent("must specify a metric name");
    if (!name.isEmpty()) {
      name.format(Format::checkPathSegment);
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
    var type = target.at("type").mustBePresent("must specify a metric target type");
    if (!TARGETS.contains(type.text())) {
      type.invalid(
          Subject.quote(type.text()), "must be either Utilization, Value, or AverageValue");
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
}
