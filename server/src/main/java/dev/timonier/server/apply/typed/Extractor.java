package dev.timonier.server.apply.typed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.apply.fieldset.FieldName;
import dev.timonier.server.apply.fieldset.FieldSet;
import dev.timonier.server.apply.fieldset.FieldSetBuilder;
import dev.timonier.server.apply.fieldset.PathElement;
import java.util.HashSet;
import java.util.Set;

/// Finds the fields that a value sets: its leaves, and the elements of its lists and maps. Elements
/// of a list that have the same key are one.
public final class Extractor {
  private Extractor() {}

  /// @throws TypedException when a list has elements that nothing tells apart
  public static FieldSet fields(JsonNode value, MergeType type) {
    return switch (type.form(value)) {
      case SCALAR -> FieldSet.LEAF;
      case MAP -> map(value, type.map());
      case LIST -> list(value, type.list());
    };
  }

  private static FieldSet map(JsonNode value, MapShape shape) {
    if (shape.isAtomic()) {
      return FieldSet.LEAF;
    }
    var builder = new FieldSetBuilder();
    if (value instanceof ObjectNode object) {
      object.properties().forEach(m -> field(m.getKey(), m.getValue(), shape, builder));
    }
    return builder.build();
  }

  private static void field(String name, JsonNode value, MapShape shape, FieldSetBuilder builder) {
    var field = shape.declared(name);
    if (field != null) {
      var part = fields(value, field.type());
      builder.add(field.element(), isEmpty(value) ? part.union(FieldSet.LEAF) : part);
      return;
    }
    shape
        .typeOf(name)
        .ifPresent(
            type -> builder.add(FieldName.of(name), fields(value, type).union(FieldSet.LEAF)));
  }

  private static boolean isEmpty(JsonNode value) {
    return value.isNull() || (value.isObject() && value.isEmpty());
  }

  private static FieldSet list(JsonNode value, ListShape shape) {
    if (shape.isAtomic()) {
      return FieldSet.LEAF;
    }
    var builder = new FieldSetBuilder();
    if (value instanceof ArrayNode array) {
      var repeated = repeated(array, shape);
      for (var item : array) {
        var element = Items.element(item, shape);
        builder.add(
            element,
            repeated.contains(element)
                ? FieldSet.LEAF
                : fields(item, shape.element()).union(FieldSet.LEAF));
      }
    }
    return builder.build();
  }

  private static Set<PathElement> repeated(ArrayNode array, ListShape shape) {
    if (array.size() < 2) {
      return Set.of();
    }
    var seen = new HashSet<PathElement>();
    var repeated = new HashSet<PathElement>(0);
    for (var item : array) {
      var element = Items.element(item, shape);
      if (!seen.add(element)) {
        repeated.add(element);
      }
    }
    return repeated;
  }
}
