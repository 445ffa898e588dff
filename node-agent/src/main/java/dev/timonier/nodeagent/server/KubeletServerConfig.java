package dev.timonier.nodeagent.server;

import dev.timonier.nodeagent.server.http.ServerTls;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;

/// How a kubelet is reached, and by whom.
///
/// @param address port 0 takes a free one; the usual one is 10250
/// @param clients the common names of the client certificates that may do everything here; nobody
///   else may do anything
/// @param idle after how long without a byte connections are closed, streams among them
public record KubeletServerConfig(
    InetSocketAddress address, ServerTls tls, Set<String> clients, Duration idle) {
  /// The name that the API server shows to kubelets.
  public static final String API_SERVER = "kube-apiserver-kubelet-client";

  /// As `streamingConnectionIdleTimeout` has it.
  private static final Duration USUAL_IDLE = Duration.ofHours(4);

  public KubeletServerConfig(InetSocketAddress address, ServerTls tls, Set<String> clients) {
    this(address, tls, clients, USUAL_IDLE);
  }
}
