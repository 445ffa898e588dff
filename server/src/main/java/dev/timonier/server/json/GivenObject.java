package dev.timonier.server.json;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// An object that remembers which of its fields were given as empty lists and maps, although it
/// does not have them.
///
/// Kubernetes decodes into structs of Go, where an empty list is not `nil`. Hardly anything tells
/// the two apart: what is stored and shown, `managedFields`, `len` and `apiequality.Semantic` take
/// them for the same. So the tree lacks such a field, and trees are equal with and without it. Some
/// rules compare with `nil` or by `reflect.DeepEqual`, and messages show `[]` or `{}` instead of
/// `null`: they ask here.
///
/// Example: `{"labels": {}, "name": "a"}` becomes `{"name": "a"}`, whose `labels` are not nil.
@SuppressWarnings("unchecked") // deepCopy, as in the class that this extends
public final class GivenObject extends ObjectNode {
  /// Makes such objects, which make such objects again where they are asked for members.
  public static final JsonNodeFactory NODES = new Factory();

  private transient Map<String, JsonNode> empties = Map.of(); // never changed, as copies share it

  private GivenObject(JsonNodeFactory factory) {
    super(factory);
  }

  private static final class Factory extends JsonNodeFactory {
    Factory() {
      super(false);
    }

    @Override
    public ObjectNode objectNode() {
      return new GivenObject(this);
    }
  }

  /// Remembers that a field was given without anything in it. Objects that were not read from
  /// anyone forget it at once.
  ///
  /// @param value an empty list or map
  public static void noteEmpty(ObjectNode object, String field, JsonNode value) {
    if (object instanceof GivenObject given && !value.equals(given.empties.get(field))) {
      var noted = new LinkedHashMap<>(given.empties);
      noted.put(field, value);
      given.empties = noted;
    }
  }

  /// Makes a field nil that was given without anything in it.
  public static void forgetEmpty(ObjectNode object, String field) {
    if (object instanceof GivenObject given && given.empties.containsKey(field)) {
      var left = new LinkedHashMap<>(given.empties);
      left.remove(field);
      given.empties = left;
    }
  }

  /// The empty list or map that was given for a field which the object does not have; a missing
  /// node when there is none.
  public static JsonNode empty(JsonNode object, String field) {
    return object instanceof GivenObject given && !given.hasNonNull(field)
        ? given.empties.getOrDefault(field, MissingNode.getInstance())
        : MissingNode.getInstance();
  }

  /// What Go has in a field: its value or the empty list or map that was given; a missing node or
  /// null when there is neither.
  public static JsonNode value(JsonNode object, String field) {
    var empty = empty(object, field);
    return empty.isMissingNode() ? object.path(field) : empty;
  }

  /// Whether Go has `nil` in a field that is a list or a map.
  public static boolean isNil(JsonNode object, String field) {
    return !object.hasNonNull(field) && empty(object, field).isMissingNode();
  }

  /// Whether two values are equal for `reflect.DeepEqual`, which tells empty from nil.
  public static boolean areIdentical(JsonNode one, JsonNode other) {
    return one.equals(other) && sameEmpties(one, other);
  }

  /// Whether two equal values were given the same empty lists and maps.
  public static boolean sameEmpties(JsonNode one, JsonNode other) {
    if (!empties(one).equals(empties(other))) {
      return false;
    }
    return one.isObject()
        ? one.properties().stream()
            .allMatch(member -> sameEmpties(member.getValue(), other.path(member.getKey())))
        : sameElements(one, other);
  }

  private static boolean sameElements(JsonNode one, JsonNode other) {
    for (var i = 0; i < one.size(); i++) {
      if (!sameEmpties(one.path(i), other.path(i))) {
        return false;
      }
    }
    return true;
  }

  /// The fields that an object does not have, but that are not nil.
  private static Set<String> empties(JsonNode object) {
    return object instanceof GivenObject given && !given.empties.isEmpty()
        ? given.empties.keySet().stream().filter(field -> !given.hasNonNull(field)).collect(toSet())
        : Set.of();
  }

  @Override
  public ObjectNode deepCopy() {
    var copy = new GivenObject(_nodeFactory);
    copy.empties = empties;
    _children.forEach((name, value) -> copy._children.put(name, value.deepCopy()));
    return copy;
  }
}
