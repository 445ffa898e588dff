package dev.timonier.nodeagent.server.command;

import dev.timonier.nodeagent.server.http.Exchange;
import java.io.IOException;
import java.util.Optional;

/// Makes connections to commands out of requests.
public final class CommandConnections {
  private CommandConnections() {}

  /// Switches to the protocol that the client asks for; empty when it asks for none that is known.
  public static Optional<CommandConnection> accept(Exchange exchange, CommandOptions options)
      throws IOException {
    return exchange.isWebSocketUpgrade()
        ? Optional.of(new WebSocketCommand(exchange.webSocket(), options))
        : Optional.empty();
  }
}
