package dev.timonier.nodeagent.proxy;

import java.util.Set;

/// Where a port of a service can be reached.
///
/// @param node where it runs; empty when that is not known
/// @param nodeHints which nodes should prefer it
/// @param zoneHints which zones should prefer it
record Endpoint(
    String address,
    int port,
    State state,
    String node,
    Set<String> nodeHints,
    Set<String> zoneHints) {
  /// Whether it takes connections.
  enum State {
    READY,
    /// It goes, but answers still.
    SERVING_TERMINATING,
    UNUSABLE
  }

  boolean isReady() {
    return state == State.READY;
  }

  boolean isServingTerminating() {
    return state == State.SERVING_TERMINATING;
  }

  /// For names of chains: `10.0.0.1/80`.
  String path() {
    return address + "/" + port;
  }

  @Override
  public String toString() {
    return address + ":" + port;
  }
}
