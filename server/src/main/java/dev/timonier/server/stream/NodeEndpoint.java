package dev.timonier.server.stream;

import dev.timonier.server.proxy.Backend;
import javax.net.ssl.SSLContext;

/// Where a node's kubelet listens.
record NodeEndpoint(String host, int port) {
  /// @param tls with which the server is known to kubelets
  Backend backend(SSLContext tls) {
    return new Backend(
        new Backend.Security.Tls(tls, Backend.Name.CHECKED), host, Integer.toString(port));
  }

  /// As in a URL.
  String authority() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
