package dev.timonier.server.apply.typed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.timonier.server.apply.fieldset.PathElement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Merges two associative lists. The configured elements keep their order among each other; the
/// elements that only the live list has stay before the one that they stood before, as far as that
/// can be had:
///
/// ```
/// live a b c d, configured d x b  ->  a c d x b
/// ```
final class ListMerger {
  private final ArrayNode live;
  private final ListShape shape;
  private final List<PathElement> lefts = new ArrayList<>();
  private final List<PathElement> rights = new ArrayList<>();
  private final Map<PathElement, JsonNode> liveItems;
  private final Map<PathElement, JsonNode> configItems;
  private final ArrayDeque<PathElement> shared = new ArrayDeque<>();
  private final Set<PathElement> merged = new HashSet<>();
  private final ArrayNode out = JsonNodeFactory.instance.arrayNode();
  private int left;
  private int right;

  ListMerger(ArrayNode live, ArrayNode config, ListShape shape) {
    this.live = live;
    this.shape = shape;
    this.liveItems = index(live, lefts);
    this.configItems = index(config, rights);
    rights.stream().filter(liveItems::containsKey).forEach(shared::add);
  }

  /// The live list may have several elements of one key; then none of them is merged into.
  private Map<PathElement, JsonNode> index(ArrayNode list, List<PathElement> elements) {
    var items = new HashMap<PathElement, JsonNode>();
    for (var item : list) {
      var element = Items.element(item, shape);
      elements.add(element);
      items.merge(element, item, (_, _) -> NullNode.instance);
    }
    return items;
  }

  ArrayNode merge() {
    while (left < lefts.size() || right < rights.size()) {
      if (!step()) {
        takeConfigured();
      }
    }
    return out;
  }

  /// Deals with the next live element; says whether that was all there is to do for now.
  private boolean step() {
    if (left == lefts.size()) {
      return false;
    }
    var element = lefts.get(left);
    if (!configItems.containsKey(element)) {
      out.add(live.get(left++));
      return true;
    }
    if (right < rights.size()) {
      if (element.equals(rights.get(right))) {
        left++;
        takeConfigured();
        return true;
      }
      if (!shared.isEmpty() && !shared.peek().equals(element)) {
        left++;
        return true;
      }
    }
    if (merged.contains(element)) {
      left++;
    }
    return right == rights.size();
  }

  private void takeConfigured() {
    var element = rights.get(right++);
    merged.add(element);
    out.add(item(liveItems.get(element), configItems.get(element)));
    if (element.equals(shared.peek())) {
      shared.remove();
    }
  }

  private JsonNode item(@Nullable JsonNode present, @Nullable JsonNode configured) {
    var change = configured == null ? NullNode.instance : configured;
    return present == null ? change : Merger.merge(present, change, shape.element());
  }
}
