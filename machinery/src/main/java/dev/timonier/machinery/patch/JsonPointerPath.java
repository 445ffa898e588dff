package dev.timonier.machinery.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.patch.JsonPatch.PatchContainer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

  /// The object or array that holds this place; none for the root.
  Optional<PatchContainer> container(JsonNode root) {
    if (isRoot()) {
      return Optional.empty();
    }
    var container = container(root, steps.size() - 1);
    return Optional.ofNullable(container);
  }

  private @Nullable PatchContainer container(JsonNode root, int length) {
    var container = asContainer(root);
    for (var step : steps.subList(0, length)) {
      var next = container == null ? null : container.get(step);
      container = next == null ? null : asContainer(next);
    }
    return container;
  }

  private static @Nullable PatchContainer asContainer(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> new PatchContainer.Members(object);
      case ArrayNode array -> new PatchContainer.Elements(array);
      default -> null;
    };
  }
}
