package dev.timonier.server.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map.Entry;

/// The objects of a text that give a field more than once, with all that they give.
///
/// Example: of `{"a": 1, "b": 2, "a": 3}` the tree has `{"a": 3, "b": 2}`, and these are the
/// members `a` 1, `b` 2, `a` 3.
public final class Duplicates {
  /// A member of an object.
  public record Member(String name, JsonNode value) {
    static Member of(Entry<String, JsonNode> entry) {
      return new Member(entry.getKey(), entry.getValue());
    }
  }

  private final IdentityHashMap<ObjectNode, List<Member>> objects = new IdentityHashMap<>(0);

  /// Notes that an object gives a field again.
  ///
  /// @param earlier what the object has for it so far
  void begin(ObjectNode object, String field, JsonNode earlier) {
    if (!objects.containsKey(object)) {
      var members = new ArrayList<Member>();
      object.properties().forEach(entry -> members.add(Member.of(entry)));
      members.replaceAll(m -> m.name().equals(field) ? new Member(field, earlier) : m);
      objects.put(object, members);
    }
  }

  /// Notes a member of an object that has begun to give a field again.
  void add(ObjectNode object, String field, JsonNode value) {
    var members = objects.get(object);
    if (members != null) {
      members.add(new Member(field, value));
    }
  }

  public boolean isEmpty() {
    return objects.isEmpty();
  }

  /// All members of an object in the order of the text, where it gives one of them again; else
  /// none.
  public List<Member> members(ObjectNode object) {
    return objects.isEmpty() ? List.of() : objects.getOrDefault(object, List.of());
  }
}
