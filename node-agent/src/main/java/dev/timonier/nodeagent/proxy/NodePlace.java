package dev.timonier.nodeagent.proxy;

/// Where a proxy runs.
///
/// @param node the node's name
/// @param zone the value of its label `topology.kubernetes.io/zone`; empty when it has none
public record NodePlace(String node, String zone) {
  boolean has(Endpoint endpoint) {
    return endpoint.node().equals(node);
  }
}
