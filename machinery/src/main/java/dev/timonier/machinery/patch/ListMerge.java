package dev.timonier.machinery.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.patch.MergeSchema.FieldMerge;
import java.util.LinkedHashSet;

/// Merges a list: scalars as a set, objects by their merge key.
final class ListMerge {
  private final FieldMerge field;

  ListMerge(FieldMerge field) {
    this.field = field;
  }

  ArrayNode merge(ArrayNode present, ArrayNode patch) {
    var sample = !present.isEmpty() ? present.get(0) : patch.path(0);
    return sample.isObject() ? objects(present, patch) : scalars(present, patch);
  }

  private static ArrayNode scalars(ArrayNode present, ArrayNode patch) {
    var values = new LinkedHashSet<JsonNode>();
    present.forEach(values::add);
    patch.forEach(values::add);
    return JsonNodeFactory.instance.arrayNode().addAll(values);
  }

  private ArrayNode objects(ArrayNode present, ArrayNode patch) {
    var key =
        field
            .mergeKey()
            .orElseThrow(() -> new PatchException("cannot merge lists without merge key"));
    var target = present.deepCopy();
    var changes = JsonNodeFactory.instance.arrayNode();
    var replaces = false;
    for (var element : patch) {
      switch (element.path(StrategicMergePatch.DIRECTIVE).asText()) {
        case "" -> changes.add(element);
        case "delete" -> delete(target, key, mergeValue(element, key));
        case "replace" -> replaces = true;
        case String other -> throw new PatchException("unknown patch type: " + other);
      }
    }
    return replaces ? changes : merged(target, changes, present, key);
  }

  private ArrayNode merged(ArrayNode target, ArrayNode changes, ArrayNode present, String key) {
    for (var change : changes) {
      mergeElement(target, (ObjectNode) change, key);
    }
    return new ElementOrder(field.mergeKey()).arrange(target, changes, present);
  }

  private void mergeElement(ArrayNode target, ObjectNode change, String key) {
    var index = indexOf(target, key, mergeValue(change, key));
    if (index < 0) {
      target.add(Cleaning.withoutDirectives(change.deepCopy()));
    } else {
      var element = (ObjectNode) target.get(index);
      target.set(index, StrategicMergePatch.merge(element, change.deepCopy(), field.content()));
    }
  }

  private static JsonNode mergeValue(JsonNode element, String key) {
    var value = element.get(key);
    if (value == null) {
      throw new PatchException("map: " + element + " does not contain declared merge key: " + key);
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
