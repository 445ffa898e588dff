package dev.timonier.machinery.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.timonier.machinery.status.GoForm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Arranges a merged list: the elements that the patch names come in its order, the others keep
/// theirs, and between the two the order of before decides where it can.
final class ElementOrder {
  private final Optional<String> mergeKey;

  ElementOrder(Optional<String> mergeKey) {
    this.mergeKey = mergeKey;
  }

  /// @param wanted the patch's elements, or what it says of their order
  /// @param before the list before it was merged
  ArrayNode arrange(ArrayNode merged, ArrayNode wanted, ArrayNode before) {
    var wantedOrder = positions(wanted);
    var presentOrder = positions(before);
    var named = new ArrayList<JsonNode>();
    var others = new ArrayList<JsonNode>();
    for (var element : merged) {
      (wantedOrder.containsKey(identity(element)) ? named : others).add(element);
    }
    sort(named, wantedOrder);
    sort(others, presentOrder);
    return JsonNodeFactory.instance.arrayNode().addAll(zip(others, named, presentOrder));
  }

  private void sort(List<JsonNode> elements, Map<JsonNode, Integer> order) {
    elements.sort(Comparator.comparingInt(e -> order.getOrDefault(identity(e), Integer.MAX_VALUE)));
  }

  private List<JsonNode> zip(
      List<JsonNode> others, List<JsonNode> named, Map<JsonNode, Integer> order) {
    var result = new ArrayList<JsonNode>();
    var i = 0;
    var j = 0;
    while (i < others.size() || j < named.size()) {
      var takesOther =
          j >= named.size() || (i < others.size() && precedes(others.get(i), named.get(j), order));
      result.add(takesOther ? others.get(i++) : named.get(j++));
    }
    return result;
  }

  private boolean precedes(JsonNode other, JsonNode named, Map<JsonNode, Integer> order) {
    var a = order.get(identity(other));
    var b = order.get(identity(named));
    return a != null && b != null && a < b;
  }

  private Map<JsonNode, Integer> positions(ArrayNode list) {
    var positions = new HashMap<JsonNode, Integer>();
    for (var element : list) {
      positions.putIfAbsent(identity(element), positions.size());
    }
    return positions;
  }

  private JsonNode identity(JsonNode element) {
    return mergeKey.filter(_ -> element.isObject()).map(element::path).orElse(element);
  }

  /// Refuses a patch whose elements come in another order than the one that it wants.
  ///
  /// @param mergeKey none for scalars
  static void check(ArrayNode patch, ArrayNode wanted, Optional<String> mergeKey) {
    if (patch.isEmpty() || wanted.isEmpty()) {
      return;
    }
    var order = new ElementOrder(mergeKey);
    var at = 0;
    for (var element : patch) {
      if (!element.has(StrategicMergePatch.DIRECTIVE)) {
        at = order.find(element, wanted, at);
        if (at == 0) {
          throw mismatch(patch, wanted);
        }
      }
    }
  }

  /// The position behind an element; 0 when it is not there.
  private int find(JsonNode element, ArrayNode wanted, int from) {
    for (var i = from; i < wanted.size(); i++) {
      if (checkedIdentity(element).equals(checkedIdentity(wanted.get(i)))) {
        return i + 1;
      }
    }
    return 0;
  }

  /// @throws PatchException when an object does not have the merge key
  private JsonNode checkedIdentity(JsonNode element) {
    return mergeKey
        .filter(_ -> element.isObject())
        .map(key -> ListMerge.mergeValue(element, key))
        .orElse(element);
  }

  private static PatchException mismatch(ArrayNode patch, ArrayNode wanted) {
    return new PatchException(
        "The order in patch list:\n%s\n doesn't match $setElementOrder list:\n%s\n"
            .formatted(GoForm.plain(patch), GoForm.plain(wanted)));
  }
}
