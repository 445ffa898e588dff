package dev.timonier.server.stream;

import dev.timonier.server.metric.PodLogMeters;
import dev.timonier.server.proxy.NetworkDialer;
import dev.timonier.server.proxy.ReverseProxy;
import dev.timonier.server.registry.Registry;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.Resources;
import dev.timonier.server.verb.SubresourceHandler;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;

/// The subresources that lead to nodes and pods.
public final class StreamSubresources implements AutoCloseable {
  private final KubeletClient kubelets;
  private final KubeletClient anyKubelets;
  private final PodLogMeters meters;
  private final ReverseProxy proxy;
  private final SSLContext tls;
  private final Resources resources;
  private final Registry registry;
  private final NodeEndpoints nodes;
  private final PodTargets targets;

  /// @param access without it, kubelets do not know the server
  /// @param executor runs what waits for kubelets
  public StreamSubresources(
      Resources resources,
      Registry registry,
      Optional<KubeletAccess> access,
      PodLogMeters meters,
      Executor executor) {
    this.resources = resources;
    this.registry = registry;
    tls = access.map(KubeletTls::context).orElseGet(StreamSubresources::stranger);
    kubelets = new KubeletClient(tls, executor);
    anyKubelets = new KubeletClient(access.map(KubeletTls::unverified).orElse(tls), executor);
    this.meters = meters;
    proxy = new ReverseProxy(new NetworkDialer(), executor);
    nodes = new NodeEndpoints(registry, resources.get("", "v1", "nodes"));
    targets = new PodTargets(registry, nodes);
  }

  private static SSLContext stranger() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// By resource and name.
  public Map<String, SubresourceHandler> handlers() {
    return Map.of(
        "pods/log",
        new LogSubresource(targets, kubelets, anyKubelets, meters),
        "pods/exec",
        connect(ConnectSubresource.Kind.EXEC),
        "pods/attach",
        connect(ConnectSubresource.Kind.ATTACH),
        "pods/portforward",
        connect(ConnectSubresource.Kind.PORT_FORWARD),
        "pods/proxy",
        new ProxySubresource(new PodBackends(registry, core("pods")), proxy, "pod"),
        "services/proxy",
        new ProxySubresource(
            new ServiceBackends(registry, resources, RandomGenerator.getDefault()),
            proxy,
            "service"),
        "nodes/proxy",
        new ProxySubresource(new NodeBackends(nodes, core("nodes"), tls), proxy, "node"));
  }

  private SubresourceHandler connect(ConnectSubresource.Kind kind) {
    return new ConnectSubresource(targets, proxy, tls, kind);
  }

  private Resource core(String resource) {
    return resources.get("", "v1", resource);
  }

  @Override
  public void close() {
    proxy.close();
    kubelets.close();
    anyKubelets.close();
  }
}
