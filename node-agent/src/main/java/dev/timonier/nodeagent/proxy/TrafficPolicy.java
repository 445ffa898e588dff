package dev.timonier.nodeagent.proxy;

/// Which endpoints traffic may be led to.
enum TrafficPolicy {
  CLUSTER,
  /// Those on the node where the traffic arrives.
  LOCAL;

  /// @param text as in a Service; empty means cluster
  static TrafficPolicy of(String text) {
    return text.equals("Local") ? LOCAL : CLUSTER;
  }
}
