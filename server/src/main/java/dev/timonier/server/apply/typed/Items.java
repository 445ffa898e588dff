package dev.timonier.server.apply.typed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.apply.fieldset.ItemKey;
import dev.timonier.server.apply.fieldset.ItemValue;
import dev.timonier.server.apply.fieldset.PathElement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tells the elements of associative lists apart.
final class Items {
  private Items() {}

  /// @throws BadItem when nothing tells the element from others
  static PathElement element(JsonNode item, ListShape list) {
    return list.keys().isEmpty() ? value(item) : key(item, list);
  }

  private static PathElement value(JsonNode item) {
    return switch (item.getNodeType()) {
      case OBJECT ->
          throw new BadItem("associative list without keys has an element that's a map type");
      case ARRAY -> throw new BadItem("not supported: associative list with lists as elements");
      case NULL ->
          throw new BadItem("associative list without keys has an element that's an explicit null");
      default -> new ItemValue(item);
    };
  }

  private static PathElement key(JsonNode item, ListShape list) {
    if (item.isNull()) {
      throw new BadItem("associative list with keys may not have a null element");
    }
    if (!(item instanceof ObjectNode object)) {
      throw new BadItem("associative list with keys may not have non-map elements");
    }
    var parts = new ArrayList<ItemKey.Part>(list.keys().size());
    for (var key : list.keys()) {
      @Nullable JsonNode value = object.get(key);
      if (value == null) {
        addDefault(key, list.element(), parts);
      } else {
        parts.add(new ItemKey.Part(key, value));
      }
    }
    if (parts.isEmpty()) {
      throw new BadItem(
          list.keys().stream()
              .map(key -> '"' + key + '"')
              .collect(
                  Collectors.joining(
                      " ",
                      "associative list with keys has an element that omits all key fields [",
                      "] (and doesn't have default values for any key fields)")));
    }
    return new ItemKey(parts);
  }

  private static void addDefault(String key, MergeType element, List<ItemKey.Part> parts) {
    if (!element.isMap()) {
      throw new BadItem(
          "couldn't find default value for "
              + key
              + ": associative list may not have non-map types");
    }
    var field = element.map().declared(key);
    if (field != null) {
      field.defaultValue().ifPresent(value -> parts.add(new ItemKey.Part(key, value)));
    }
  }

  /// Nothing tells an element of a list from others.
  static final class BadItem extends TypedException {
    private final String fault;

    BadItem(String fault) {
      super(List.of(fault));
      this.fault = fault;
    }

    /// What is wrong with the element at a position of its list.
    String at(int index) {
      return "element " + index + ": " + fault;
    }
  }
}
