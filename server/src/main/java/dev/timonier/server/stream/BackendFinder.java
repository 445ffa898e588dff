package dev.timonier.server.stream;

import dev.timonier.server.proxy.Backend;

/// Finds where the requests for a proxy go.
@FunctionalInterface
interface BackendFinder {
  /// @param namespace empty at cluster scope
  Backend find(String namespace, ProxyName name);
}
