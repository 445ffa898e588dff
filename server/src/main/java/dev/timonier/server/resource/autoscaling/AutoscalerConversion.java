package dev.timonier.server.resource.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.json.JsonReader;
import dev.timonier.server.json.JsonWriter;
import dev.timonier.server.json.SyntaxException;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Conversion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Autoscalers of `autoscaling/v1` are stored as those of v2. What v1 has no field for is in
/// annotations there: all metrics but the utilization of the CPU, conditions and behavior.
final class AutoscalerConversion implements Conversion.Change {
  private static final int DEFAULT_CPU_TARGET = 80; // percent
  static final String CPU_TARGET = "targetCPUUtilizationPercentage";
  private static final String CPU_CURRENT = "currentCPUUtilizationPercentage";

  /// The fields of a condition in the order in which they are written.
  private static final List<String> CONDITION =
      List.of("type", "status", "lastTransitionTime", "reason", "message");

  @Override
  public void toStored(ObjectNode object) {
    var spec = Trees.child(object, "spec");
    var status = Trees.child(object, "status");
    var metrics = AutoscalerAnnotations.METRICS.take(object).flatMap(MetricForms::specs);
    var target = spec.remove(CPU_TARGET);
    var list = metrics.orElseGet(spec::arrayNode);
    if (target != null || list.isEmpty()) {
      var percent = target == null ? IntNode.valueOf(DEFAULT_CPU_TARGET) : target;
      MetricForms.addCpu(list, "target", percent);
    }
    spec.set("metrics", list);
    AutoscalerAnnotations.BEHAVIOR
        .take(object)
        .flatMap(BehaviorForms::read)
        .ifPresent(behavior -> spec.set("behavior", behavior));
    status(object, status);
  }

  private static void status(ObjectNode object, ObjectNode status) {
    var current = status.remove(CPU_CURRENT);
    if (current != null) {
      MetricForms.addCpu(Trees.children(status, "currentMetrics"), "current", current);
    }
    AutoscalerAnnotations.CURRENT_METRICS
        .take(object)
        .flatMap(MetricForms::statuses)
        .ifPresent(metrics -> status.set("currentMetrics", metrics));
    AutoscalerAnnotations.CONDITIONS
        .take(object)
        .flatMap(AutoscalerConversion::list)
        .ifPresent(conditions -> status.set("conditions", conditions));
  }

  @Override
  public void toServed(ObjectNode object) {
    AutoscalerAnnotations.dropAll(object);
    var spec = Trees.child(object, "spec");
    metrics(object, spec, spec.remove("metrics") instanceof ArrayNode list ? list : null);
    if (spec.remove("behavior") instanceof ObjectNode behavior) {
      AutoscalerAnnotations.BEHAVIOR.put(object, json(BehaviorForms.written(behavior)));
    }
    if (object.get("status") instanceof ObjectNode status) {
      servedStatus(object, status);
    }
  }

  private static void metrics(ObjectNode object, ObjectNode spec, @Nullable ArrayNode metrics) {
    if (metrics == null) {
      return;
    }
    MetricForms.firstCpu(metrics, "target").ifPresent(percent -> spec.set(CPU_TARGET, percent));
    var others = MetricForms.oldSpecs(metrics);
    if (!others.isEmpty()) {
      AutoscalerAnnotations.METRICS.put(object, json(others));
    }
  }

  private static void servedStatus(ObjectNode object, ObjectNode status) {
    if (status.remove("currentMetrics") instanceof ArrayNode metrics && !metrics.isEmpty()) {
      MetricForms.lastCpu(metrics).ifPresent(percent -> status.set(CPU_CURRENT, percent));
      AutoscalerAnnotations.CURRENT_METRICS.put(object, json(MetricForms.oldStatuses(metrics)));
    }
    if (status.remove("conditions") instanceof ArrayNode conditions && !conditions.isEmpty()) {
      AutoscalerAnnotations.CONDITIONS.put(object, json(inOrder(conditions)));
    }
  }

  private static ArrayNode inOrder(ArrayNode conditions) {
    var ordered = conditions.arrayNode();
    for (var condition : conditions) {
      var copy = ordered.addObject();
      CONDITION.stream()
          .filter(condition::has)
          .forEach(field -> copy.set(field, condition.get(field)));
    }
    return ordered;
  }

  private static String json(JsonNode node) {
    return new String(JsonWriter.bytes(node), StandardCharsets.UTF_8);
  }

  /// A list that an annotation holds; none where it holds anything else.
  static Optional<ArrayNode> list(String json) {
    return tree(json).map(tree -> tree instanceof ArrayNode list ? list : null);
  }

  static Optional<JsonNode> tree(String json) {
    try {
      return Optional.of(JsonReader.tree(json.getBytes(StandardCharsets.UTF_8)));
    } catch (SyntaxException _) {
      return Optional.empty();
    }
  }
}
