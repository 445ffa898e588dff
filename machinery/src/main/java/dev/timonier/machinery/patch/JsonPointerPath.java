package dev.timonier.machinery.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A place in a tree, RFC 6901: `/metadata/labels/a~1b`. What stands before the first slash is
/// ignored, as Kubernetes does.
record JsonPointerPath(List<String> steps) {
  static JsonPointerPath parse(String text) {
    return new JsonPointerPath(
        Stream.of(text.split("/", -1)).skip(1).map(JsonPointerPath::unescape).toList());
  }

  private static String unescape(String step) {
    return step.replace("~1", "/").replace("~0", "~");
  }

  boolean isRoot() {
    return steps.isEmpty();
  }

  String last() {
    return steps.getLast();
  }

  /// The value at this place.
  Optional<JsonNode> find(JsonNode root) {
    return walk(root, steps.size());
  }

  /// The object or array that holds this place.
  Optional<JsonNode> findParent(JsonNode root) {
    return walk(root, steps.size() - 1).filter(JsonNode::isContainerNode);
  }

  private Optional<JsonNode> walk(JsonNode root, int length) {
    var node = root;
    for (var step : steps.subList(0, length)) {
      var next = child(node, step);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      node = next.get();
    }
    return Optional.of(node);
  }

  private static Optional<JsonNode> child(JsonNode node, String step) {
    return switch (node) {
      case ObjectNode object -> Optional.ofNullable(object.get(step));
      case ArrayNode array -> index(array, step).map(array::get);
      default -> Optional.empty();
    };
  }

  /// The index of an element that exists; negative ones count from the end.
  static Optional<Integer> index(ArrayNode array, String step) {
    try {
      var number = Integer.parseInt(step);
      var index = number < 0 ? array.size() + number : number;
      return index >= 0 && index < array.size() ? Optional.of(index) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
