package dev.timonier.cluster.local;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.StandardHttpClient;
import io.fabric8.kubernetes.client.http.StandardWebSocketBuilder;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketResponse;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The WebSockets of a local client. They leave HTTP for a connection of their own, so they go over
/// the loopback network, where the server ends such connections; most clients never open one.
final class NetworkStreams implements AutoCloseable {
  private final NetworkAccess access;
  // Guarded by this; there is none until it is needed.
  private @Nullable KubernetesClient network;

  NetworkStreams(NetworkAccess access) {
    this.access = access;
  }

  CompletableFuture<WebSocketResponse> open(
      StandardWebSocketBuilder request, WebSocket.Listener listener) {
    return switch (network().getHttpClient()) {
      case StandardHttpClient<?, ?, ?> http -> http.buildWebSocketDirect(request, listener);
      case Object other -> throw new IllegalStateException("no WebSockets with " + other);
    };
  }

  private synchronized KubernetesClient network() {
    var known = network;
    if (known == null) {
      known = new KubernetesClientBuilder().withConfig(access.config()).build();
      network = known;
    }
    return known;
  }

  @Override
  public synchronized void close() {
    if (network != null) {
      network.close();
    }
  }
}
