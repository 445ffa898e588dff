package dev.timonier.server.verb;

import dev.timonier.server.request.Headers;
import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.request.Reply;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// How a watch becomes a WebSocket. As with Kubernetes, the client must tell an origin, and knows
/// what sub-protocol it wants: one is taken as it is, whatever its name, more are refused.
final class WatchSocket {
  private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";

  private WatchSocket() {}

  /// The answer to a client that may not have a WebSocket; empty when it may, or wants none.
  static Optional<Reply> refusal(HttpRequest request) {
    if (!request.connection().isWebSocketUpgrade()) {
      return Optional.empty();
    }
    if (!tellsOrigin(request)) {
      return Optional.of(empty(403));
    }
    return subprotocols(request).length > 1 ? Optional.of(empty(400)) : Optional.empty();
  }

  private static boolean tellsOrigin(HttpRequest request) {
    return request.headers().first("Origin").filter(WatchSocket::isOrigin).isPresent();
  }

  /// Absolute URIs are, and absolute paths, but not the word `null` that browsers have for none.
  private static boolean isOrigin(String text) {
    try {
      return new URI(text).isAbsolute() || text.startsWith("/");
    } catch (URISyntaxException _) {
      return false;
    }
  }

  private static Reply empty(int status) {
    return new Reply.Complete(status, new Headers(), new byte[0]);
  }

  private static String[] subprotocols(HttpRequest request) {
    return request.headers().first(SUBPROTOCOL).orElse("").strip().split(",", -1);
  }

  /// Names the sub-protocol that the client wants.
  static Headers headers(HttpRequest request, String contentType) {
    var headers = Headers.contentType(contentType);
    var wanted = subprotocols(request)[0].strip();
    if (request.connection().isWebSocketUpgrade() && !wanted.isEmpty()) {
      headers.set(SUBPROTOCOL, wanted);
    }
    return headers;
  }
}
