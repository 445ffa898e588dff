package dev.timonier.server.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Speaks over a WebSocket, on the request's own thread.
public interface WebSocketHandler {
  /// Chooses among the sub-protocols that the client offers; empty when it offers none that will
  /// do.
  String choose(List<String> offered);

  /// Called when the connection stands; returns when it may be closed.
  void run(WebSocketConnection connection) throws InterruptedException;

  /// One end of a WebSocket.
  interface WebSocketConnection {
    /// The sub-protocol that was chosen.
    String protocol();

    /// Sends a message, and waits while the other end is slower than we are.
    void sendBinary(byte[] message);

    void sendText(String message);

    /// Waits for a message; null when the other end has closed.
    byte @Nullable [] receive() throws InterruptedException;

    /// Closes with a status code and a reason.
    void close(int code, String reason);
  }
}
