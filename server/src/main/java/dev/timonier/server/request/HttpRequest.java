package dev.timonier.server.request;

import java.util.function.Supplier;

/// A request as it arrived.
///
/// @param method in upper case
/// @param path not decoded, without query
/// @param body waits for the whole body; fails when it is too large
/// @param connection what an upgrade takes over
public record HttpRequest(
    String method,
    String path,
    Query query,
    Headers headers,
    Peer peer,
    Supplier<byte[]> body,
    Connection connection) {

  public String userAgent() {
    return headers.first("User-Agent").orElse("");
  }

  /// The protocol that the connection could be switched to.
  public interface Connection {
    boolean isWebSocketUpgrade();
  }
}
