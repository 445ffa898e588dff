package dev.timonier.nodeagent.server;

import dev.timonier.nodeagent.server.http.Exchange;
import dev.timonier.nodeagent.server.http.MessageSocket;
import java.io.IOException;
import java.util.List;

/// Agrees with a client what a WebSocket is to speak. Who offers nothing speaks what had no name
/// yet; who offers nothing that is known is sent away.
final class WebSocketUpgrade {
  private static final String PROTOCOL = "Sec-WebSocket-Protocol";

  private WebSocketUpgrade() {}

  /// @param best spoken whenever the client offers it; beyond it, the client's order counts
  /// @param others that are known
  static MessageSocket accept(Exchange exchange, String best, List<String> others)
      throws IOException, KubeletFault {
    var offered = exchange.words(PROTOCOL);
    return offered.isEmpty()
        ? exchange.webSocket()
        : exchange.webSocket(offered.contains(best) ? best : choose(offered, others));
  }

  private static String choose(List<String> offered, List<String> known) throws KubeletFault {
    return offered.stream()
        .filter(known::contains)
        .findFirst()
        .orElseThrow(() -> KubeletFault.forbidden(""));
  }
}
