package dev.timonier.server.stream;

import dev.timonier.server.registry.Registry;
import dev.timonier.server.registry.Resources;
import dev.timonier.server.verb.SubresourceHandler;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;

/// The subresources that lead to nodes and pods.
public final class StreamSubresources implements AutoCloseable {
  private final KubeletClient kubelets;
  private final KubeletConnector connector;
  private final PodTargets targets;

  /// @param access without it, kubelets do not know the server
  /// @param executor runs what waits for kubelets
  public StreamSubresources(
      Resources resources, Registry registry, Optional<KubeletAccess> access, Executor executor) {
    var tls = access.map(KubeletTls::context).orElseGet(StreamSubresources::stranger);
    kubelets = new KubeletClient(tls, executor);
    connector = new KubeletConnector(tls, executor);
    targets =
        new PodTargets(registry, new NodeEndpoints(registry, resources.get("", "v1", "nodes")));
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
        new LogSubresource(targets, kubelets),
        "pods/exec",
        new ConnectSubresource(targets, connector, ConnectSubresource.Kind.EXEC),
        "pods/attach",
        new ConnectSubresource(targets, connector, ConnectSubresource.Kind.ATTACH),
        "pods/portforward",
        new ConnectSubresource(targets, connector, ConnectSubresource.Kind.PORT_FORWARD));
  }

  @Override
  public void close() {
    kubelets.close();
  }
}
