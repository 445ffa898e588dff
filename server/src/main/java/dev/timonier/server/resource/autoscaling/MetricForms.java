package dev.timonier.server.resource.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Metrics in the two forms that they have: that of `autoscaling/v2`, and the older one of the
/// annotations of v1.
final class MetricForms {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /// In the order in which v1 writes them.
  private static final List<String> SOURCES =
      List.of("object", "pods", "resource", "containerResource", "external");

  private MetricForms() {}

  /// The specifications that an annotation holds.
  static Optional<ArrayNode> specs(String json) {
    return AutoscalerConversion.list(json)
        .map(old -> each(old, m -> sources(m, MetricForm.TARGET::read)));
  }

  /// The measured values that an annotation holds.
  static Optional<ArrayNode> statuses(String json) {
    return AutoscalerConversion.list(json)
        .map(old -> each(old, m -> sources(m, MetricForm.CURRENT::read)));
  }

  /// What an annotation holds of specifications: all but the utilization of the CPU.
  static ArrayNode oldSpecs(ArrayNode metrics) {
    var others = NODES.arrayNode();
    for (var metric : Trees.objects(metrics)) {
      if (cpu(metric, "target") == null) {
        others.add(sources(metric, MetricForm.TARGET::write));
      }
    }
    return others;
  }

  static ArrayNode oldStatuses(ArrayNode metrics) {
    return each(metrics, metric -> sources(metric, MetricForm.CURRENT::write));
  }

  private static ArrayNode each(ArrayNode metrics, UnaryOperator<ObjectNode> form) {
    var formed = NODES.arrayNode();
    Trees.objects(metrics).forEach(metric -> formed.add(form.apply(metric)));
    return formed;
  }

  /// How one source of a metric changes its form.
  private interface SourceForm {
    ObjectNode of(String name, JsonNode source);
  }

  private static ObjectNode sources(ObjectNode metric, SourceForm form) {
    var formed = NODES.objectNode().put("type", Trees.text(metric, "type"));
    for (var name : SOURCES) {
      if (metric.hasNonNull(name)) {
        formed.set(name, form.of(name, metric.get(name)));
      }
    }
    return formed;
  }

  /// The utilization of the CPU that is wanted: only the first metric of the CPU can tell it.
  static Optional<JsonNode> firstCpu(ArrayNode metrics, String value) {
    return Trees.objects(metrics).stream()
        .filter(MetricForms::isOfCpu)
        .findFirst()
        .map(metric -> cpu(metric, value));
  }

  /// The utilization of the CPU that was measured.
  static Optional<JsonNode> lastCpu(ArrayNode metrics) {
    return Trees.objects(metrics).reversed().stream()
        .map(metric -> cpu(metric, "current"))
        .filter(percent -> percent != null)
        .findFirst();
  }

  private static boolean isOfCpu(JsonNode metric) {
    return Trees.text(metric, "type").equals("Resource")
        && Trees.text(metric.path("resource"), "name").equals("cpu");
  }

  private static @Nullable JsonNode cpu(JsonNode metric, String value) {
    return isOfCpu(metric) ? metric.path("resource").path(value).get("averageUtilization") : null;
  }

  /// @param value `target` or `current`
  static void addCpu(ArrayNode metrics, String value, JsonNode percent) {
    var resource = metrics.addObject().put("type", "Resource").putObject("resource");
    var amount = resource.put("name", "cpu").putObject(value);
    if (value.equals("target")) {
      amount.put("type", "Utilization");
    }
    amount.set("averageUtilization", percent);
  }
}
