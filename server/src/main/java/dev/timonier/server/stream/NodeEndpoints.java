package dev.timonier.server.stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Registry;
import dev.timonier.server.registry.Resource;
import java.util.List;
import java.util.Optional;

/// Finds the kubelets of nodes by what their nodes' status says.
final class NodeEndpoints {
  private static final int USUAL_PORT = 10250;
  private static final List<String> PREFERRED = List.of("InternalIP", "ExternalIP", "Hostname");

  private final Registry registry;
  private final Resource nodes;

  NodeEndpoints(Registry registry, Resource nodes) {
    this.registry = registry;
    this.nodes = nodes;
  }

  /// Empty when there is no such node.
  Optional<NodeEndpoint> find(String node) {
    return registry.find(nodes, "", node).map(stored -> of(stored.read().root()));
  }

  private static NodeEndpoint of(JsonNode node) {
    var status = node.path("status");
    var port = status.at("/daemonEndpoints/kubeletEndpoint/Port").asInt();
    return new NodeEndpoint(address(status.path("addresses")), port > 0 ? port : USUAL_PORT);
  }

  private static String address(JsonNode addresses) {
    return PREFERRED.stream()
        .flatMap(type -> Trees.stream(addresses).filter(a -> Trees.text(a, "type").equals(type)))
        .map(address -> Trees.text(address, "address"))
        .findFirst()
        .orElseThrow(
            () -> ApiErrors.plain(500, "no preferred addresses found; known addresses: []"));
  }
}
