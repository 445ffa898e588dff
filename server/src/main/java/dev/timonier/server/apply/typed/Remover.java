package dev.timonier.server.apply.typed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.apply.fieldset.FieldName;
import dev.timonier.server.apply.fieldset.FieldSet;
import dev.timonier.server.json.GivenObject;
import java.util.Optional;

/// Takes fields out of a value. What is below a field goes with it; an object or list that loses
/// only what is below it stays, even if empty. The value itself is not changed, parts are shared.
public final class Remover {
  private static final JsonNodeFactory NODES = GivenObject.NODES;

  private Remover() {}

  public static JsonNode remove(JsonNode value, FieldSet fields, MergeType type) {
    if (fields.isLeaf()) {
      return value;
    }
    return switch (type.form(value)) {
      case SCALAR -> value;
      case MAP -> value instanceof ObjectNode object ? map(object, fields, type.map()) : value;
      case LIST -> value instanceof ArrayNode array ? list(array, fields, type.list()) : value;
    };
  }

  private static JsonNode map(ObjectNode object, FieldSet fields, MapShape shape) {
    if (shape.isAtomic()) {
      return object;
    }
    var kept = NODES.objectNode();
    for (var member : object.properties()) {
      var part = fields.at(FieldName.of(member.getKey()));
      if (!part.isMember()) {
        kept.set(member.getKey(), below(member.getValue(), part, shape.typeOf(member.getKey())));
      }
    }
    return kept;
  }

  private static JsonNode below(JsonNode value, FieldSet part, Optional<MergeType> type) {
    return type.isPresent() ? remove(value, part, type.get()) : value;
  }

  private static JsonNode list(ArrayNode array, FieldSet fields, ListShape shape) {
    if (shape.isAtomic()) {
      return array;
    }
    var kept = NODES.arrayNode();
    for (var item : array) {
      var part = fields.at(Items.element(item, shape));
      if (!part.isMember()) {
        kept.add(remove(item, part, shape.element()));
      }
    }
    return kept;
  }
}
