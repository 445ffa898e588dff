package dev.timonier.server.apply.typed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.json.GivenObject;
import org.jspecify.annotations.Nullable;

/// Merges a configuration into a value: what both have, the configuration decides. Neither is
/// changed; the result shares parts with both.
public final class Merger {
  private static final JsonNodeFactory NODES = GivenObject.NODES;

  private Merger() {}

  /// @throws TypedException when a list has elements that nothing tells apart
  public static JsonNode merge(JsonNode live, JsonNode config, MergeType type) {
    return switch (type.form(config)) {
      case SCALAR -> config;
      case MAP -> maps(live, config, type.map());
      case LIST -> lists(live, config, type.list());
    };
  }

  private static JsonNode maps(JsonNode live, JsonNode config, MapShape shape) {
    if (shape.isAtomic() || !(live instanceof ObjectNode object) || object.isEmpty()) {
      return config;
    }
    if (!(config instanceof ObjectNode changes) || changes.isEmpty()) {
      return live;
    }
    var merged = NODES.objectNode();
    merged.setAll(object);
    for (var change : changes.properties()) {
      var name = change.getKey();
      merged.set(name, field(object.get(name), change.getValue(), name, shape));
    }
    return merged;
  }

  private static JsonNode field(
      @Nullable JsonNode live, JsonNode config, String name, MapShape shape) {
    var type = shape.typeOf(name);
    return live == null || type.isEmpty() ? config : merge(live, config, type.get());
  }

  private static JsonNode lists(JsonNode live, JsonNode config, ListShape shape) {
    if (shape.isAtomic() || !(live instanceof ArrayNode left) || left.isEmpty()) {
      return config;
    }
    if (!(config instanceof ArrayNode right) || right.isEmpty()) {
      return live;
    }
    return new ListMerger(left, right, shape).merge();
  }
}
