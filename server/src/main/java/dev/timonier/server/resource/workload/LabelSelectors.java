package dev.timonier.server.resource.workload;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.selector.LabelRequirement;
import dev.timonier.machinery.selector.LabelRequirement.Operator;
import dev.timonier.machinery.selector.Selector;
import dev.timonier.machinery.selector.SelectorException;
import dev.timonier.server.object.Trees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;

/// Selectors of labels that stand in objects.
public final class LabelSelectors {
  private LabelSelectors() {}

  /// Reads a selector with `matchLabels` and `matchExpressions`: none selects nothing, an empty one
  /// everything.
  ///
  /// @throws SelectorException when it is malformed
  public static Selector of(JsonNode selector) {
    if (!selector.isObject()) {
      return Selector.NOTHING;
    }
    var requirements = new ArrayList<LabelRequirement>();
    requirements.addAll(Selector.of(texts(selector.path("matchLabels"))).requirements());
    selector.path("matchExpressions").forEach(e -> requirements.add(requirement(e)));
    return Selector.of(requirements);
  }

  private static LabelRequirement requirement(JsonNode expression) {
    var values = new HashSet<String>();
    expression.path("values").forEach(value -> values.add(value.asText()));
    var operator = operator(Trees.text(expression, "operator"));
    var compared = operator == Operator.IN || operator == Operator.NOT_IN;
    if (compared == values.isEmpty()) {
      throw new SelectorException(
          compared
              ? "for 'in', 'notin' operators, values set can't be empty"
              : "values set must be empty for exists and does not exist");
    }
    return LabelRequirement.of(Trees.text(expression, "key"), operator, values);
  }

  private static Operator operator(String name) {
    return switch (name) {
      case "In" -> Operator.IN;
      case "NotIn" -> Operator.NOT_IN;
      case "Exists" -> Operator.EXISTS;
      case "DoesNotExist" -> Operator.ABSENT;
      default ->
          throw new SelectorException("\"" + name + "\" is not a valid label selector operator");
    };
  }

  /// A map of texts, such as labels.
  public static Map<String, String> texts(JsonNode map) {
    var texts = new LinkedHashMap<String, String>();
    map.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText("")));
    return texts;
  }
}
