package dev.timonier.server.resource.core.endpoints;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.table.Texts;
import java.util.List;
import java.util.stream.Stream;

/// The rules and columns of Endpoints.
public final class EndpointsKind {
  public static final KindRules RULES =
      new KindRules(
          new EndpointsStrategy(),
          ColumnTable.named()
              .text("Endpoints", "The first addresses with their ports", EndpointsKind::places)
              .age());

  private EndpointsKind() {}

  private static Object places(JsonNode endpoints) {
    var places = Trees.objects(endpoints.path("subsets")).stream().flatMap(EndpointsKind::places);
    return Texts.firstOf(places.toList(), 3);
  }

  private static Stream<String> places(ObjectNode subset) {
    var addresses = Trees.stream(subset.path("addresses")).map(a -> a.path("ip").asText()).toList();
    var ports = Trees.stream(subset.path("ports")).map(p -> p.path("port").asText()).toList();
    if (ports.isEmpty()) {
      return addresses.stream();
    }
    return ports.stream().flatMap(port -> joined(addresses, port));
  }

  private static Stream<String> joined(List<String> addresses, String port) {
    return addresses.stream().map(ip -> (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + port);
  }
}
