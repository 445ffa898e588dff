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
  private final PodTargets targets;

  /// @param access without it, kubelets do not know the server
  /// @param executor runs what waits for kubelets
  public StreamSubresources(
      Resources resources, Registry registry, Optional<KubeletAccess> access, Executor executor) {
    kubelets =
        new KubeletClient(
            access.map(KubeletTls::context).orElseGet(StreamSubresources::stranger), executor);
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
    return Map.of("pods/log", new LogSubresource(targets, kubelets));
  }

  @Override
  public void close() {
    kubelets.close();
  }
}
