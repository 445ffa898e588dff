package dev.timonier.server.resource.core.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.table.Texts;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The cells of a Service's row.
final class ServiceCells {
  private static final String NONE = "<none>";

  private ServiceCells() {}

  static Object type(JsonNode service) {
    return service.path("spec").path("type").asText();
  }

  static Object clusterIp(JsonNode service) {
    var spec = service.path("spec");
    return spec.path("clusterIPs").path(0).asText(NONE);
  }

  static Object externalIp(JsonNode service) {
    var spec = service.path("spec");
    var external = Trees.stream(spec.path("externalIPs")).map(JsonNode::asText).toList();
    return switch (spec.path("type").asText()) {
      case "ClusterIP", "NodePort" -> external.isEmpty() ? NONE : String.join(",", external);
      case "LoadBalancer" -> balanced(service, external);
      case "ExternalName" -> spec.path("externalName").asText();
      default -> "<unknown>";
    };
  }

  private static String balanced(JsonNode service, List<String> external) {
    var ingress =
        Trees.stream(service.path("status").path("loadBalancer").path("ingress"))
            .flatMap(ServiceCells::places)
            .collect(Collectors.toCollection(TreeSet::new));
    var all = Stream.concat(ingress.stream(), external.stream()).collect(Collectors.joining(","));
    return all.isEmpty() ? "<pending>" : all;
  }

  private static Stream<String> places(JsonNode ingress) {
    var ip = ingress.path("ip").asText();
    var place = ip.isEmpty() ? ingress.path("hostname").asText() : ip;
    return Stream.of(place).filter(text -> !text.isEmpty());
  }

  static Object ports(JsonNode service) {
    var ports = service.path("spec").path("ports");
    return ports.isEmpty()
        ? NONE
        : Trees.stream(ports).map(ServiceCells::port).collect(Collectors.joining(","));
  }

  private static String port(JsonNode port) {
    var node = ServiceView.nodePort(port);
    return port.path("port").asText()
        + (node == 0 ? "" : ":" + node)
        + "/"
        + port.path("protocol").asText();
  }

  static Object selector(JsonNode service) {
    return Texts.labels(service.path("spec").path("selector"));
  }
}
