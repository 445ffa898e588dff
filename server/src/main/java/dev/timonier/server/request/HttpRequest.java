package dev.timonier.server.request;

/// A request as it arrived.
///
/// @param method in upper case
/// @param path not decoded, without query
/// @param connection what it came by
public record HttpRequest(
    String method,
    String path,
    Query query,
    Headers headers,
    Peer peer,
    RequestBody body,
    Connection connection) {

  HttpRequest with(RequestBody other) {
    return new HttpRequest(method, path, query, headers, peer, other, connection);
  }

  public String userAgent() {
    return headers.first("User-Agent").orElse("");
  }

  /// What carries the request.
  @FunctionalInterface
  public interface Connection {
    /// Whether the client wants to switch the connection to a WebSocket.
    boolean isWebSocketUpgrade();

    /// @param action is run if the client goes before it has its answer
    default void whenGone(Runnable action) {}

    /// @param action is run when the reply has been written, as far as it ever will be
    default void whenWritten(Runnable action) {
      action.run();
    }

    /// Answers in the handler's stead. What the handler says afterwards is lost; a reply that is
    /// being written breaks off.
    default void interrupt(Reply reply) {}
  }
}
