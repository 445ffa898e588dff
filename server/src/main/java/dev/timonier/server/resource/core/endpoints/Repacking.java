package dev.timonier.server.resource.core.endpoints;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Brings subsets into their canonical form: addresses that have the same ports come together, and
/// everything is in order. An address that is both ready and not ready is not ready.
final class Repacking {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Comparator<JsonNode> BY_ADDRESS =
      Comparator.comparing((JsonNode a) -> a.path("ip").asText())
          .thenComparing(a -> a.path("targetRef").path("uid").asText());

  private Repacking() {}

  private record Place(ObjectNode address, boolean ready) {}

  static ArrayNode repacked(ArrayNode subsets) {
    var places = new LinkedHashMap<ObjectNode, Boolean>();
    var ports = new LinkedHashMap<ObjectNode, Set<String>>();
    var byText = new LinkedHashMap<String, ObjectNode>();
    for (var subset : Trees.objects(subsets)) {
      collect(subset, "addresses", places, ports, byText);
      collect(subset, "notReadyAddresses", places, ports, byText);
    }
    var groups = new TreeMap<String, List<Place>>();
    ports.forEach(
        (address, texts) ->
            groups
                .computeIfAbsent(
                    String.join(",", texts.stream().sorted().toList()), _ -> new ArrayList<>())
                .add(new Place(address, places.getOrDefault(address, true))));
    var packed = NODES.arrayNode();
    groups.values().forEach(group -> packed.add(subset(group, ports, byText)));
    return packed;
  }

  private static void collect(
      ObjectNode subset,
      String field,
      Map<ObjectNode, Boolean> places,
      Map<ObjectNode, Set<String>> ports,
      Map<String, ObjectNode> byText) {
    for (var address : Trees.objects(subset.path(field))) {
      places.merge(address, field.equals("addresses"), Boolean::logicalAnd);
      var texts = ports.computeIfAbsent(address, _ -> new LinkedHashSet<>());
      for (var port : Trees.objects(subset.path("ports"))) {
        byText.put(port.toString(), port);
        texts.add(port.toString());
      }
    }
  }

  private static ObjectNode subset(
      List<Place> group, Map<ObjectNode, Set<String>> ports, Map<String, ObjectNode> byText) {
    var subset = NODES.objectNode();
    addresses(subset, "addresses", group.stream().filter(Place::ready).toList());
    addresses(subset, "notReadyAddresses", group.stream().filter(p -> !p.ready()).toList());
    var texts = ports.getOrDefault(group.getFirst().address(), Set.of());
    var list = texts.stream().map(byText::get).sorted(byPort()).toList();
    if (!list.isEmpty()) {
      subset.putArray("ports").addAll(list);
    }
    return subset;
  }

  private static Comparator<JsonNode> byPort() {
    return Comparator.comparing((JsonNode port) -> port.path("name").asText())
        .thenComparing(port -> port.path("port").asInt())
        .thenComparing(port -> port.path("protocol").asText());
  }

  private static void addresses(ObjectNode subset, String field, List<Place> places) {
    if (!places.isEmpty()) {
      var array = subset.putArray(field);
      places.stream().map(Place::address).sorted(BY_ADDRESS).forEach(array::add);
    }
  }
}
