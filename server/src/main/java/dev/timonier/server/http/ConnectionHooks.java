package dev.timonier.server.http;

import java.util.function.BooleanSupplier;

/// What a server has to say to its connections, and wants to hear of them.
///
/// @param sendsAway asked for each request of HTTP/2, whether its client is to come again by
///   another connection
/// @param handshakeFailed run when a client has come, and has gone before it spoke TLS
public record ConnectionHooks(BooleanSupplier sendsAway, Runnable handshakeFailed) {
  /// Nothing.
  public static final ConnectionHooks NONE = new ConnectionHooks(() -> false, () -> {});
}
