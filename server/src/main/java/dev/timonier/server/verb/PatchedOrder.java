package dev.timonier.server.verb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.schema.Field;
import dev.timonier.server.schema.FieldType;
import dev.timonier.server.schema.ObjectType;
import java.util.Map;
import java.util.stream.Stream;

/// The order of members in patched documents as messages show them: by name where the patch
/// reached, elsewhere as the type declares them.
final class PatchedOrder {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private PatchedOrder() {}

  static JsonNode arrange(JsonNode document, JsonNode touched, ObjectType type) {
    if (!(document instanceof ObjectNode object)) {
      return document;
    }
    var ordered = NODES.objectNode();
    members(object, touched, type)
        .forEach(name -> ordered.set(name, member(object, name, touched, type)));
    return ordered;
  }

  private static Stream<String> members(ObjectNode object, JsonNode touched, ObjectType type) {
    var names = object.properties().stream().map(Map.Entry::getKey);
    return touched.isObject()
        ? names.sorted()
        : Stream.concat(type.fields().stream().map(Field::name).filter(object::has), names)
            .distinct();
  }

  private static JsonNode member(
      ObjectNode object, String name, JsonNode touched, ObjectType type) {
    var value = object.path(name);
    var field = type.field(name);
    return switch (field == null ? null : field.type()) {
      case FieldType.Structure(var structure) -> arrange(value, touched.path(name), structure);
      case FieldType.MapOf _ -> Trees.inOrder(value);
      case null, default -> value;
    };
  }
}
