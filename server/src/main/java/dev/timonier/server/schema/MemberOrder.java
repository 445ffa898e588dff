package dev.timonier.server.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The order in which Go writes the members of objects: fields as their type declares them, the
/// keys of maps sorted. Type and version come before all else.
public final class MemberOrder {
  private MemberOrder() {}

  /// Works in place. What the type does not know stays where it is, before all that it knows.
  public static void arrange(ObjectNode object, ObjectType type) {
    if (type.isObject()) {
      moveLast(object, "kind");
      moveLast(object, "apiVersion");
    }
    for (var field : type.fields()) {
      var value = moveLast(object, field.name());
      if (value != null) {
        arrange(value, field.type());
      }
    }
  }

  private static @Nullable JsonNode moveLast(ObjectNode object, String member) {
    var value = object.remove(member);
    if (value != null) {
      object.set(member, value);
    }
    return value;
  }

  private static void arrange(JsonNode value, FieldType type) {
    switch (type) {
      case FieldType.Structure(var structure) when value instanceof ObjectNode object ->
          arrange(object, structure);
      case FieldType.ListOf(var element) -> value.forEach(item -> arrange(item, element));
      case FieldType.MapOf(var element) when value instanceof ObjectNode object ->
          arrangeKeys(object, element);
      case FieldType.Structure _, FieldType.MapOf _, FieldType.Scalar _ -> {}
    }
  }

  private static void arrangeKeys(ObjectNode map, FieldType element) {
    if (!isAscending(map)) {
      var keys = new TreeSet<String>();
      map.fieldNames().forEachRemaining(keys::add);
      for (var key : keys) {
        map.set(key, map.remove(key));
      }
    }
    map.forEach(value -> arrange(value, element));
  }

  private static boolean isAscending(ObjectNode map) {
    var last = "";
    for (var entry : map.properties()) {
      if (entry.getKey().compareTo(last) < 0) {
        return false;
      }
      last = entry.getKey();
    }
    return true;
  }
}
