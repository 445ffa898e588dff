package dev.timonier.server.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// What rules of kinds do with trees again and again.
public final class Trees {
  private Trees() {}

  /// The object at a field, made if there is none.
  public static ObjectNode child(ObjectNode parent, String field) {
    return parent.get(field) instanceof ObjectNode present ? present : parent.putObject(field);
  }

  /// The array at a field, made if there is none.
  public static ArrayNode children(ObjectNode parent, String field) {
    return parent.get(field) instanceof ArrayNode present ? present : parent.putArray(field);
  }

  /// The objects in an array; none when it is no array.
  public static List<ObjectNode> objects(JsonNode array) {
    if (!array.isArray() || array.isEmpty()) {
      return List.of();
    }
    var objects = new ArrayList<ObjectNode>(array.size());
    for (var element : array) {
      if (element instanceof ObjectNode object) {
        objects.add(object);
      }
    }
    return objects;
  }

  public static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  /// A map with its keys in order, as messages show maps.
  public static JsonNode inOrder(JsonNode map) {
    if (!map.isObject()) {
      return map;
    }
    var ordered = JsonNodeFactory.instance.objectNode();
    map.properties().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> ordered.set(entry.getKey(), entry.getValue()));
    return ordered;
  }

  /// Gives a field a value unless it has one. An empty text is a value where Go has a pointer to
  /// it; where it has none, such a text has gone before, unless the field is always shown.
  public static void setDefault(ObjectNode object, String field, String value) {
    if (!object.hasNonNull(field)) {
      object.put(field, value);
    }
  }

  /// Gives a field that is always shown a value unless it has one other than the empty text.
  public static void setDefaultUnlessZero(ObjectNode object, String field, String value) {
    if (text(object, field).isEmpty()) {
      object.put(field, value);
    }
  }

  /// Gives a field a value unless it has one.
  public static void setDefault(ObjectNode object, String field, long value) {
    if (!object.hasNonNull(field)) {
      object.put(field, value);
    }
  }

  /// Gives a field a value unless it has one other than zero.
  public static void setDefaultUnlessZero(ObjectNode object, String field, long value) {
    if (object.path(field).asLong() == 0) {
      object.put(field, value);
    }
  }

  /// Makes a field true or false unless it says.
  public static void setDefault(ObjectNode object, String field, Truth value) {
    if (!object.hasNonNull(field)) {
      object.put(field, value == Truth.TRUE);
    }
  }

  /// A boolean default.
  public enum Truth {
    TRUE,
    FALSE
  }

  public static boolean isTrue(JsonNode parent, String field) {
    return parent.path(field).asBoolean();
  }

  public static String text(JsonNode parent, String field) {
    return parent.path(field).asText("");
  }
}
