package dev.timonier.scheduler.snapshot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The order in which nodes are looked at: in turn one of each zone, so that those looked at first
/// are spread over the zones.
///
/// Example: nodes a1, a2, a3 in zone a and b1 in zone b give a1, b1, a2, a3.
final class NodeOrder {
  private final Map<String, Set<String>> zones = new LinkedHashMap<>();
  private final Map<String, String> zoneOf = new HashMap<>();

  /// Adds a node, or moves it to another zone. Says whether the order changed.
  boolean put(String node, String zone) {
    if (zone.equals(zoneOf.get(node))) {
      return false;
    }
    remove(node);
    zoneOf.put(node, zone);
    zones.computeIfAbsent(zone, _ -> new LinkedHashSet<>()).add(node);
    return true;
  }

  /// Says whether the order changed.
  boolean remove(String node) {
    var zone = zoneOf.remove(node);
    if (zone == null) {
      return false;
    }
    zones.computeIfPresent(zone, (_, nodes) -> withoutNode(nodes, node));
    return true;
  }

  List<String> list() {
    var order = new ArrayList<String>(zoneOf.size());
    var turns = new ArrayList<>(zones.values().stream().map(Collection::iterator).toList());
    while (!turns.isEmpty()) {
      turns.removeIf(turn -> !turn.hasNext());
      turns.forEach(turn -> order.add(turn.next()));
    }
    return order;
  }

  /// No zone stays without nodes.
  private static @Nullable Set<String> withoutNode(Set<String> nodes, String node) {
    nodes.remove(node);
    return nodes.isEmpty() ? null : nodes;
  }
}
