package dev.timonier.server.stream;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.proxy.Backend;
import dev.timonier.server.registry.Resource;
import javax.net.ssl.SSLContext;

/// The kubelets of nodes, and what else listens there.
final class NodeBackends implements BackendFinder {
  private final NodeEndpoints endpoints;
  private final Resource nodes;
  private final SSLContext tls;

  /// @param tls with which the server is known to kubelets
  NodeBackends(NodeEndpoints endpoints, Resource nodes, SSLContext tls) {
    this.endpoints = endpoints;
    this.nodes = nodes;
    this.tls = tls;
  }

  @Override
  public Backend find(String namespace, ProxyName name) {
    var kubelet =
        endpoints
            .find(name.name())
            .orElseThrow(() -> ApiErrors.notFound(nodes.groupResource(), name.name()));
    ProxyAddress.checkHost(kubelet.host());
    return name.port().isEmpty() || name.port().equals(Integer.toString(kubelet.port()))
        ? kubelet.backend(tls)
        : new Backend(PodBackends.security(name), kubelet.host(), name.port());
  }
}
