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

  /// What the request line names: the path, and the query as it was sent, with its question mark.
  public String target() {
    return path + search();
  }

  /// The query as it was sent, with its question mark; empty where there is none.
  public String search() {
    return query.raw().isEmpty() ? "" : "?" + query.raw();
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
