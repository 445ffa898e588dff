package dev.timonier.machinery.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// What is left of a patch's value where there was nothing to merge it with.
final class Cleaning {
  private Cleaning() {}

  /// Drops directives and nulls, in place.
  static JsonNode withoutDirectives(JsonNode value) {
    switch (value) {
      case ObjectNode object -> clean(object);
      case ArrayNode array -> clean(array);
      default -> {}
    }
    return value;
  }

  private static void clean(ObjectNode object) {
    for (var member : List.copyOf(object.properties())) {
      var name = member.getKey();
      if (name.startsWith("$") || member.getValue().isNull()) {
        object.remove(name);
      } else {
        withoutDirectives(member.getValue());
      }
    }
  }

  private static void clean(ArrayNode array) {
    for (var i = array.size() - 1; i >= 0; i--) {
      var element = array.get(i);
      if (element.path(StrategicMergePatch.DIRECTIVE).asText().equals("delete")) {
        array.remove(i);
      } else {
        withoutDirectives(element);
      }
    }
  }
}
