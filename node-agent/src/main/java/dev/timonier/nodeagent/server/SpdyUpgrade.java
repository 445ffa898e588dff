package dev.timonier.nodeagent.server;

import dev.timonier.machinery.stream.ByteConnection;
import dev.timonier.nodeagent.server.http.Exchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Switches a connection to SPDY, and agrees with the client what to speak within.
///
/// @param protocol one of those that the client has offered
record SpdyUpgrade(ByteConnection bytes, String protocol) {
  private static final String SPDY = "SPDY/3.1";
  private static final String VERSION = "X-Stream-Protocol-Version";
  private static final String ACCEPTED = "X-Accepted-Stream-Protocol-Versions";

  /// @param protocols that are known, the best first
  static SpdyUpgrade accept(Exchange exchange, List<String> protocols)
      throws IOException, KubeletFault {
    if (!exchange.header("Upgrade").orElse("").equalsIgnoreCase(SPDY)) {
      throw KubeletFault.badRequest("unable to upgrade: missing upgrade headers in request");
    }
    var protocol = choose(exchange, protocols);
    var headers = Map.of("Connection", "Upgrade", "Upgrade", SPDY, VERSION, protocol);
    return new SpdyUpgrade(exchange.upgrade(headers), protocol);
  }

  /// What the client likes best of what is known; when that is nothing, it is told what would be.
  private static String choose(Exchange exchange, List<String> protocols) throws KubeletFault {
    var offered = exchange.words(VERSION);
    if (offered.isEmpty()) {
      throw KubeletFault.badRequest(
          "unable to upgrade: header " + VERSION + " does not exist in request");
    }
    var known = offered.stream().filter(protocols::contains).findFirst();
    if (known.isEmpty()) {
      exchange.putHeader(ACCEPTED, protocols);
      throw KubeletFault.forbidden(
          "unable to upgrade: unable to negotiate protocol: client supports "
              + shown(offered)
              + ", server accepts "
              + shown(protocols));
    }
    return known.get();
  }

  /// As Go shows lists.
  private static String shown(List<String> words) {
    return "[" + String.join(" ", words) + "]";
  }
}
