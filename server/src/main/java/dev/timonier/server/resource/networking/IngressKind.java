package dev.timonier.server.resource.networking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.table.Texts;
import java.util.stream.Collectors;

/// The rules and columns of Ingresses.
public final class IngressKind {
  private static final int MOST_HOSTS = 3;

  public static final KindRules RULES =
      new KindRules(
          new IngressStrategy(),
          ColumnTable.named()
              .text(
                  "Class",
                  "The class that implements the Ingress",
                  o -> Texts.orNone(o.path("spec").path("ingressClassName")))
              .text("Hosts", "The hosts of the rules", IngressKind::hosts)
              .text("Address", "Where the Ingress is reached", IngressKind::address)
              .text("Ports", "The ports of the Ingress", IngressKind::ports)
              .age());

  private IngressKind() {}

  private static Object hosts(JsonNode ingress) {
    var rules = ingress.path("spec").path("rules");
    var shown =
        Trees.stream(rules)
            .map(rule -> rule.path("host").asText())
            .filter(host -> !host.isEmpty())
            .limit(MOST_HOSTS)
            .toList();
    if (shown.isEmpty()) {
      return "*";
    }
    var more = rules.size() - MOST_HOSTS;
    var text = String.join(",", shown);
    return more > 0 ? text + " + " + more + " more..." : text;
  }

  private static Object address(JsonNode ingress) {
    return Trees.stream(ingress.path("status").path("loadBalancer").path("ingress"))
        .map(place -> place.path("ip").asText(place.path("hostname").asText()))
        .filter(place -> !place.isEmpty())
        .distinct()
        .sorted()
        .collect(Collectors.joining(","));
  }

  private static Object ports(JsonNode ingress) {
    return ingress.path("spec").path("tls").isEmpty() ? "80" : "80, 443";
  }
}
