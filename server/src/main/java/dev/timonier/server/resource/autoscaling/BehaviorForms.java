package dev.timonier.server.resource.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The behavior of an autoscaler as its annotation holds it, whose names begin with a capital:
/// `{"ScaleUp":{"SelectPolicy":"Max",…},"ScaleDown":null}`.
final class BehaviorForms {
  private static final List<String> DIRECTIONS = List.of("scaleUp", "scaleDown");
  private static final List<String> RULES =
      List.of("stabilizationWindowSeconds", "selectPolicy", "policies", "tolerance");
  private static final List<String> POLICY = List.of("type", "value", "periodSeconds");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private BehaviorForms() {}

  static ObjectNode written(ObjectNode behavior) {
    var written = capitals(behavior, DIRECTIONS);
    for (var direction : DIRECTIONS) {
      if (behavior.get(direction) instanceof ObjectNode rules) {
        var capital = capitals(rules, RULES);
        var policies = capital.putArray("Policies");
        Trees.objects(rules.path("policies"))
            .forEach(policy -> policies.add(capitals(policy, POLICY)));
        written.set(capital(direction), capital);
      }
    }
    return written;
  }

  private static ObjectNode capitals(ObjectNode object, List<String> fields) {
    var capitals = NODES.objectNode();
    for (var field : fields) {
      capitals.set(capital(field), object.hasNonNull(field) ? object.get(field) : NODES.nullNode());
    }
    return capitals;
  }

  private static String capital(String field) {
    return field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1);
  }

  /// What an annotation says; nothing where that is not understood. Case does not matter.
  static Optional<ObjectNode> read(String json) {
    return AutoscalerConversion.tree(json)
        .filter(JsonNode::isObject)
        .map(tree -> fields(tree, DIRECTIONS))
        .filter(behavior -> !behavior.isEmpty())
        .map(BehaviorForms::rules);
  }

  private static ObjectNode rules(ObjectNode behavior) {
    for (var direction : DIRECTIONS) {
      if (behavior.get(direction) instanceof ObjectNode given) {
        var rules = fields(given, RULES);
        if (rules.has("policies")) {
          var policies = Trees.objects(rules.path("policies"));
          var list = rules.putArray("policies");
          policies.forEach(policy -> list.add(fields(policy, POLICY)));
        }
        behavior.set(direction, rules);
      }
    }
    return behavior;
  }

  private static ObjectNode fields(JsonNode object, List<String> names) {
    var fields = NODES.objectNode();
    for (var member : object.properties()) {
      names.stream()
          .filter(name -> name.equalsIgnoreCase(member.getKey()) && !member.getValue().isNull())
          .forEach(name -> fields.set(name, member.getValue()));
    }
    return fields;
  }
}
