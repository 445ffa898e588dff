package dev.timonier.server.resource.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.table.Texts;

/// The rules and columns of EndpointSlices.
public final class EndpointSliceKind {
  private static final String UNSET = "<unset>";

  public static final KindRules RULES =
      new KindRules(
          new EndpointSliceStrategy(),
          ColumnTable.named()
              .text("AddressType", "The kind of the addresses", o -> o.path("addressType").asText())
              .text("Ports", "The first ports", EndpointSliceKind::ports)
              .text("Endpoints", "The first addresses", EndpointSliceKind::addresses)
              .age());

  private EndpointSliceKind() {}

  private static Object ports(JsonNode slice) {
    var ports = Trees.stream(slice.path("ports")).map(EndpointSliceKind::port).toList();
    return ports.isEmpty() ? UNSET : Texts.firstOf(ports, 3);
  }

  private static String port(JsonNode port) {
    if (port.has("port")) {
      return port.path("port").asText();
    }
    var name = port.path("name").asText();
    return name.isEmpty() ? "*" : name;
  }

  private static Object addresses(JsonNode slice) {
    var addresses =
        Trees.stream(slice.path("endpoints"))
            .flatMap(endpoint -> Trees.stream(endpoint.path("addresses")))
            .map(JsonNode::asText)
            .toList();
    return addresses.isEmpty() ? UNSET : Texts.firstOf(addresses, 3);
  }
}
