package dev.timonier.machinery.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.patch.MergeSchema.FieldMerge;
import dev.timonier.machinery.status.GoForm;
import java.util.LinkedHashSet;
import java.util.Optional;

/// Merges a list: scalars as a set, objects by their merge key.
final class ListMerge {
  private final FieldMerge field;

  ListMerge(FieldMerge field) {
    this.field = field;
  }

  /// @param present loses the elements that the patch deletes
  ArrayNode merge(ArrayNode present, ArrayNode patch) {
    if (present.isEmpty() && patch.isEmpty()) {
      return present;
    }
    var kind = elementKind(present, patch);
    return kind == JsonNodeType.OBJECT ? objects(present, patch) : scalars(present, patch);
  }

  /// All elements must be of one kind, which is no list.
  static JsonNodeType elementKind(ArrayNode present, ArrayNode patch) {
    if (present.isEmpty() && patch.isEmpty()) {
      throw new PatchException("no elements in any of the given slices");
    }
    var kind = (present.isEmpty() ? patch : present).get(0).getNodeType();
    if (kind == JsonNodeType.ARRAY) {
      throw new PatchException(
          PatchException.Cause.UNPROCESSABLE, "lists of lists are not supported");
    }
    if (isMixed(present, kind) || isMixed(patch, kind)) {
      throw new PatchException(
          "list element types are not identical: ["
              + GoForm.plain(present)
              + " "
              + GoForm.plain(patch)
              + "]");
    }
    return kind;
  }

  private static boolean isMixed(ArrayNode list, JsonNodeType kind) {
    return list.valueStream().anyMatch(element -> element.getNodeType() != kind);
  }

  private ArrayNode scalars(ArrayNode present, ArrayNode patch) {
    var values = new LinkedHashSet<JsonNode>();
    present.forEach(values::add);
    patch.forEach(values::add);
    var merged = JsonNodeFactory.instance.arrayNode().addAll(values);
    return new ElementOrder(Optional.empty()).arrange(merged, patch, present);
  }

  private ArrayNode objects(ArrayNode present, ArrayNode patch) {
    var key =
        field
            .mergeKey()
            .orElseThrow(() -> new PatchException("cannot merge lists without merge key"));
    var changes = JsonNodeFactory.instance.arrayNode();
    var replaces = false;
    for (var element : patch) {
      if (!element.has(StrategicMergePatch.DIRECTIVE)) {
        changes.add(element);
        continue;
      }
      switch (element.path(StrategicMergePatch.DIRECTIVE).asText()) {
        case "delete" -> delete(present, key, mergeValue(element, key));
        case "replace" -> replaces = true;
        case "merge" ->
            throw new PatchException("merging lists cannot yet be specified in the patch");
        default -> throw StrategicMergePatch.unknownType(element);
      }
    }
    var merged = replaces ? changes : merged(present, changes, key);
    merged.forEach(element -> mergeValue(element, key));
    return merged;
  }

  private ArrayNode merged(ArrayNode present, ArrayNode changes, String key) {
    var target = present.deepCopy();
    for (var change : changes) {
      mergeElement(target, (ObjectNode) change, key);
    }
    return new ElementOrder(field.mergeKey()).arrange(target, changes, present);
  }

  private void mergeElement(ArrayNode target, ObjectNode change, String key) {
    var index = indexOf(target, key, mergeValue(change, key));
    if (index < 0) {
      target.add(change.deepCopy());
    } else {
      var element = (ObjectNode) target.get(index);
      target.set(index, StrategicMergePatch.merge(element, change.deepCopy(), field.content()));
    }
  }

  static JsonNode mergeValue(JsonNode element, String key) {
    var value = element.get(key);
    if (value == null) {
      throw new PatchException(
          "map: " + GoForm.plain(element) + " does not contain declared merge key: " + key);
    }
    return value;
  }

  private static void delete(ArrayNode target, String key, JsonNode value) {
    for (var i = indexOf(target, key, value); i >= 0; i = indexOf(target, key, value)) {
      target.remove(i);
    }
  }

  private static int indexOf(ArrayNode list, String key, JsonNode value) {
    for (var i = 0; i < list.size(); i++) {
      if (value.equals(list.get(i).get(key))) {
        return i;
      }
    }
    return -1;
  }
}
