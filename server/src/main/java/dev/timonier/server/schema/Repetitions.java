package dev.timonier.server.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.json.Duplicates;
import dev.timonier.server.json.GivenObject;

/// Makes the tree that Go's decoder makes of objects that give fields again: what comes later is
/// read onto what is there. Structures and maps are merged, lists keep the length of the last and
/// read each element onto the one before, and `null` does nothing to what is no pointer.
///
/// Example: of `{"spec": {"replicas": 1}, "spec": {"paused": true}}` it makes `{"spec":
/// {"replicas": 1, "paused": true}}`.
final class Repetitions {
  private static final JsonNodeFactory NODES = GivenObject.NODES;

  private final Duplicates duplicates;

  Repetitions(Duplicates duplicates) {
    this.duplicates = duplicates;
  }

  /// A copy, in which no object gives a field again.
  ObjectNode merged(ObjectNode object, ObjectType type) {
    return onto(NODES.objectNode(), object, type);
  }

  private ObjectNode onto(ObjectNode target, ObjectNode source, ObjectType type) {
    var members = duplicates.members(source);
    if (members.isEmpty()) {
      source.properties().forEach(m -> put(target, m.getKey(), m.getValue(), type));
    } else {
      members.forEach(m -> put(target, m.name(), m.value(), type));
    }
    return target;
  }

  private void put(ObjectNode target, String name, JsonNode value, ObjectType type) {
    var field = type.field(name);
    if (field == null) {
      target.set(name, value.deepCopy());
    } else if (!value.isNull()) {
      target.set(name, onto(target.path(name), value, field.type()));
    } else if (!target.has(name) || isUnset(field)) {
      target.set(name, value);
    }
  }

  /// Whether `null` takes a field's value away.
  private static boolean isUnset(Field field) {
    return switch (field.type()) {
      case FieldType.ListOf _, FieldType.MapOf _ -> true;
      case FieldType.Structure _ -> field.presence() == Presence.IF_SET;
      case FieldType.Scalar scalar ->
          field.presence() == Presence.IF_SET || Zero.of(scalar) instanceof NullNode;
    };
  }

  private JsonNode onto(JsonNode earlier, JsonNode later, FieldType type) {
    return switch (type) {
      case FieldType.Structure(var structure) when later instanceof ObjectNode source ->
          onto(
              earlier instanceof ObjectNode target ? target : NODES.objectNode(),
              source,
              structure);
      case FieldType.MapOf(var element) when later instanceof ObjectNode source ->
          map(earlier instanceof ObjectNode target ? target : NODES.objectNode(), source, element);
      case FieldType.ListOf(var element) when later instanceof ArrayNode list ->
          list(earlier, list, element);
      case FieldType.Structure _, FieldType.MapOf _, FieldType.ListOf _, FieldType.Scalar _ ->
          later.deepCopy();
    };
  }

  /// The value of a key is new each time.
  private ObjectNode map(ObjectNode target, ObjectNode source, FieldType element) {
    var members = duplicates.members(source);
    if (members.isEmpty()) {
      source
          .properties()
          .forEach(m -> target.set(m.getKey(), onto(NODES.missingNode(), m.getValue(), element)));
    } else {
      members.forEach(m -> target.set(m.name(), onto(NODES.missingNode(), m.value(), element)));
    }
    return target;
  }

  private ArrayNode list(JsonNode earlier, ArrayNode later, FieldType element) {
    var list = NODES.arrayNode();
    for (var i = 0; i < later.size(); i++) {
      var before = earlier.path(i);
      var value = later.path(i);
      list.add(value.isNull() && !before.isMissingNode() ? before : onto(before, value, element));
    }
    return list;
  }
}
