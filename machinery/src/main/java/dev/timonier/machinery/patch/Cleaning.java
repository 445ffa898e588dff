package dev.timonier.machinery.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// What is left of a patch's value where there was nothing to merge it with.
final class Cleaning {
  private Cleaning() {}

  /// Drops nulls and objects that have a directive, in place; nothing is left of a value that is
  /// such an object itself.
  static Optional<JsonNode> clean(JsonNode value) {
    dropNulls(value);
    return isMarked(value) ? Optional.empty() : Optional.of(withoutMarked(value));
  }

  private static void dropNulls(JsonNode value) {
    if (value instanceof ObjectNode object) {
      object.removeIf(JsonNode::isNull);
    }
    value.forEach(Cleaning::dropNulls);
  }

  private static boolean isMarked(JsonNode value) {
    return value.has(StrategicMergePatch.DIRECTIVE);
  }

  /// Drops objects that have a directive, in place.
  static JsonNode withoutMarked(JsonNode value) {
    switch (value) {
      case ObjectNode object -> object.removeIf(Cleaning::isMarked);
      case ArrayNode array -> array.removeIf(Cleaning::isMarked);
      default -> {}
    }
    value.forEach(Cleaning::withoutMarked);
    return value;
  }
}
