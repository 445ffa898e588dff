package dev.timonier.scheduler.plugin.interpodaffinity;

import dev.timonier.scheduler.snapshot.AffinityTerm;
import dev.timonier.scheduler.snapshot.NodeInfo;
import java.util.HashMap;
import java.util.Map;

/// Numbers by place: a node label and its value. What gets zero is forgotten.
final class TermCounts {
  private final Map<String, Map<String, Long>> byKey = new HashMap<>();

  TermCounts copy() {
    var copy = new TermCounts();
    byKey.forEach((key, byValue) -> copy.byKey.put(key, new HashMap<>(byValue)));
    return copy;
  }

  /// Adds to the place where a node is, in the sense of a term.
  void add(AffinityTerm term, NodeInfo node, long amount) {
    var value = node.labels().get(term.topologyKey());
    if (value == null) {
      return;
    }
    var byValue = byKey.computeIfAbsent(term.topologyKey(), _ -> new HashMap<>());
    if (byValue.merge(value, amount, Long::sum) == 0) {
      byValue.remove(value);
    }
  }

  /// The number at the place of a node.
  long at(AffinityTerm term, NodeInfo node) {
    return at(term.topologyKey(), node);
  }

  /// The sum of the numbers at all places where a node is.
  long sumAt(NodeInfo node) {
    var sum = 0L;
    for (var key : byKey.keySet()) {
      sum += at(key, node);
    }
    return sum;
  }

  boolean isEmpty() {
    return byKey.values().stream().allMatch(Map::isEmpty);
  }

  private long at(String key, NodeInfo node) {
    var value = node.labels().get(key);
    return value == null ? 0 : byKey.getOrDefault(key, Map.of()).getOrDefault(value, 0L);
  }
}
