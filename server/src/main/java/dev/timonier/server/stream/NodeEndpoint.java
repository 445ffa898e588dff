package dev.timonier.server.stream;

/// Where a node's kubelet listens.
record NodeEndpoint(String host, int port) {
  /// As in a URL.
  String authority() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
