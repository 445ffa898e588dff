package dev.timonier.server.resource.core.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import dev.timonier.server.json.JsonReader;
import dev.timonier.server.json.SyntaxException;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.Subject;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// Holds the annotations of Nodes that Kubernetes still reads to what they once stood for: taints,
/// and which pods had better run elsewhere.
final class NodeAnnotationRules {
  private static final String TAINTS = "scheduler.alpha.kubernetes.io/taints";
  private static final String AVOIDED = "scheduler.alpha.kubernetes.io/preferAvoidPods";

  private NodeAnnotationRules() {}

  static void validate(Subject annotations) {
    taints(annotations);
    avoidedPods(annotations);
  }

  private static void taints(Subject annotations) {
    read(annotations, TAINTS, annotations, JsonNodeType.ARRAY, "[]core.Taint")
        .ifPresent(taints -> NodeRules.taints(annotations.at(TAINTS).with(taints)));
  }

  private static void avoidedPods(Subject annotations) {
    var field = annotations.at(AVOIDED);
    var told = annotations.at("AvoidPods");
    read(annotations, AVOIDED, told, JsonNodeType.OBJECT, "v1.AvoidPods")
        .map(avoided -> field.with(avoided.path("preferAvoidPods")))
        .ifPresent(entries -> entries.elements().forEach(NodeAnnotationRules::avoided));
  }

  private static void avoided(Subject entry) {
    var controller = entry.value().path("podSignature").path("podController");
    if (!controller.isObject()) {
      entry.at("PodSignature").required();
    } else if (!Trees.isTrue(controller, "controller")) {
      entry
          .at("PodSignature")
          .at("PodController")
          .at("Controller")
          .with(BooleanNode.FALSE)
          .invalid("must point to a controller");
    }
  }

  /// @param told where it is told that the text cannot be read
  private static Optional<JsonNode> read(
      Subject annotations, String key, Subject told, JsonNodeType type, String goType) {
    var text = annotations.at(key).text();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      var value = JsonReader.tree(text.getBytes(StandardCharsets.UTF_8));
      if (value.getNodeType() == type) {
        return Optional.of(value);
      }
      if (!value.isNull()) {
        var found = found(value);
        told.invalid(
            Subject.quote(key),
            "json: cannot unmarshal " + found + " into Go value of type " + goType);
      }
    } catch (SyntaxException e) {
      told.invalid(Subject.quote(key), e.getMessage());
    }
    return Optional.empty();
  }

  private static String found(JsonNode value) {
    return value.isBoolean() ? "bool" : value.getNodeType().name().toLowerCase(Locale.ROOT);
  }
}
