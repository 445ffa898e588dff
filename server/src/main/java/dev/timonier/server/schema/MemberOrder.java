package dev.timonier.server.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The order in which Go writes the members of objects: fields as their type declares them, the
/// keys of maps sorted. Type and version come before all else.
public final class MemberOrder {
  private MemberOrder() {}

  /// Works in place. What the type does not know stays where it is, before all that it knows.
  public static void arrange(ObjectNode object, ObjectType type) {
    var last = Integer.MIN_VALUE;
    var ascending = true;
    for (var member : object.properties()) {
      var field = type.field(member.getKey());
      var place = place(member.getKey(), field, type);
      ascending &= last <= place;
      last = place;
      if (field != null) {
        arrange(member.getValue(), field.type());
      }
    }
    if (!ascending) {
      reorder(object, type);
    }
  }

  /// The type comes before all fields, and what the type does not have before that.
  private static int place(String member, @Nullable Field field, ObjectType type) {
    if (field != null) {
      return field.place();
    }
    return switch (type.isObject() ? member : "") {
      case "apiVersion" -> -1;
      case "kind" -> -2;
      default -> -3;
    };
  }

  private record Member(int place, String name, JsonNode value) {}

  private static void reorder(ObjectNode object, ObjectType type) {
    var members = new ArrayList<Member>(object.size());
    for (var member : object.properties()) {
      var name = member.getKey();
      members.add(new Member(place(name, type.field(name), type), name, member.getValue()));
    }
    members.sort(Comparator.comparingInt(Member::place));
    object.removeAll();
    members.forEach(member -> object.set(member.name(), member.value()));
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
