package dev.timonier.server.apply.typed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.apply.fieldset.FieldName;
import dev.timonier.server.apply.fieldset.PathElement;
import dev.timonier.server.apply.fieldset.Values;
import dev.timonier.server.json.GivenObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the fields in which two values of a type differ. Lists may have several elements with the
/// same key; these are compared as one.
public final class Comparer {
  private Comparer() {}

  /// @throws TypedException when a list has elements that nothing tells apart
  public static Delta compare(JsonNode left, JsonNode right, MergeType type) {
    return delta(left, right, type);
  }

  /// One of the values may be absent.
  @SuppressWarnings("ReferenceEquality") // the same value has no differences
  private static Delta delta(@Nullable JsonNode left, @Nullable JsonNode right, MergeType type) {
    if (left == right) {
      return Delta.NONE;
    }
    var form = type.form(right == null ? left : right);
    if (left != null && right != null) {
      var other = type.form(left);
      if (other != form) {
        return delta(left, right, type, other).union(delta(left, right, type, form));
      }
    }
    return delta(left, right, type, form);
  }

  private static Delta delta(
      @Nullable JsonNode left, @Nullable JsonNode right, MergeType type, MergeType.Form form) {
    return switch (form) {
      case SCALAR -> leaf(left, right);
      case MAP -> maps(left, right, type.map());
      case LIST -> lists(left, right, type.list());
    };
  }

  /// Within what is one value, an empty list is another than none.
  private static Delta leaf(@Nullable JsonNode left, @Nullable JsonNode right) {
    if (left == null) {
      return Delta.ADDED;
    }
    if (right == null) {
      return Delta.REMOVED;
    }
    var same = Values.equal(left, right) && GivenObject.sameEmpties(left, right);
    return same ? Delta.NONE : Delta.MODIFIED;
  }

  private static Delta maps(@Nullable JsonNode left, @Nullable JsonNode right, MapShape shape) {
    var l = left instanceof ObjectNode object && !object.isEmpty() ? object : null;
    var r = right instanceof ObjectNode object && !object.isEmpty() ? object : null;
    if (shape.isAtomic() || (l == null && r == null)) {
      return leaf(left, right);
    }
    var builder = new DeltaBuilder();
    if (r != null) {
      r.properties()
          .forEach(m -> field(m.getKey(), get(l, m.getKey()), m.getValue(), shape, builder));
    }
    if (l != null) {
      for (var member : l.properties()) {
        if (r == null || !r.has(member.getKey())) {
          field(member.getKey(), member.getValue(), null, shape, builder);
        }
      }
    }
    return finish(left, right, builder);
  }

  private static @Nullable JsonNode get(@Nullable ObjectNode object, String name) {
    return object == null ? null : object.get(name);
  }

  private static void field(
      String name,
      @Nullable JsonNode left,
      @Nullable JsonNode right,
      MapShape shape,
      DeltaBuilder builder) {
    var field = shape.declared(name);
    if (field != null) {
      if (field.ownership() == FieldShape.Ownership.MANAGERS) {
        builder.add(field.element(), delta(left, right, field.type()));
      }
      return;
    }
    var type = shape.others();
    if (type.isPresent()) {
      var delta = delta(left, right, type.get().get());
      if (!delta.isEmpty()) {
        builder.add(FieldName.of(name), delta);
      }
    }
  }

  /// A value that is there on one side alone is itself removed or added.
  private static Delta finish(
      @Nullable JsonNode left, @Nullable JsonNode right, DeltaBuilder builder) {
    if (left == null) {
      return builder.buildAdded();
    }
    return right == null ? builder.buildRemoved() : builder.build();
  }

  private static Delta lists(@Nullable JsonNode left, @Nullable JsonNode right, ListShape shape) {
    var l = left instanceof ArrayNode array && !array.isEmpty() ? array : null;
    var r = right instanceof ArrayNode array && !array.isEmpty() ? array : null;
    if (shape.isAtomic() || (l == null && r == null)) {
      return leaf(left, right);
    }
    if (l != null && r != null && Values.equal(l, r)) {
      return Delta.NONE;
    }
    var builder = new DeltaBuilder();
    var rights = index(r, shape);
    var lefts = index(l, shape);
    rights.forEach(
        (element, items) ->
            builder.add(
                element, items(lefts.getOrDefault(element, List.of()), items, shape.element())));
    lefts.forEach(
        (element, items) -> {
          if (!rights.containsKey(element)) {
            builder.add(element, items(items, List.of(), shape.element()));
          }
        });
    return finish(left, right, builder);
  }

  private static Map<PathElement, List<JsonNode>> index(@Nullable ArrayNode list, ListShape shape) {
    if (list == null) {
      return Map.of();
    }
    var index = new LinkedHashMap<PathElement, List<JsonNode>>();
    for (var item : list) {
      index.computeIfAbsent(Items.element(item, shape), _ -> new ArrayList<>(1)).add(item);
    }
    return index;
  }

  /// Compares all elements that have the same key.
  private static Delta items(List<JsonNode> left, List<JsonNode> right, MergeType type) {
    var severalLeft = left.size() > 1;
    var severalRight = right.size() > 1;
    if (severalLeft && severalRight) {
      return equal(left, right) ? Delta.NONE : Delta.MODIFIED;
    }
    if (severalLeft) {
      return Delta.REMOVED.union(right.isEmpty() ? Delta.NONE : delta(null, only(right), type));
    }
    if (severalRight) {
      return Delta.ADDED.union(left.isEmpty() ? Delta.NONE : delta(only(left), null, type));
    }
    return delta(only(left), only(right), type);
  }

  private static @Nullable JsonNode only(List<JsonNode> items) {
    return items.isEmpty() ? null : items.getFirst();
  }

  private static boolean equal(List<JsonNode> left, List<JsonNode> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (var i = 0; i < left.size(); i++) {
      if (!Values.equal(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }
}
