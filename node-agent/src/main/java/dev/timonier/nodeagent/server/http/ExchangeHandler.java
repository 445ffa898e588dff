package dev.timonier.nodeagent.server.http;

/// Answers requests. Called on a virtual thread of the request's own; may block.
@FunctionalInterface
public interface ExchangeHandler {
  void handle(Exchange exchange);
}
