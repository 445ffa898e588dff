package dev.timonier.server.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/// A client's connection, and how many requests are under way on it.
final class OpenConnection {
  private static final int NO_ERROR = 0;
  private static final int AFTER_THE_LAST = -1;

  private final HttpConnection connection;

  // All guarded by this.
  private int underWay;
  private long idleSince;
  private boolean used;
  private boolean shared;
  private boolean draining;

  /// @param now in nanoseconds
  OpenConnection(HttpConnection connection, long now) {
    this.connection = connection;
    this.idleSince = now;
  }

  synchronized void begin(HttpServerRequest request) {
    used = true;
    shared = request.version() == HttpVersion.HTTP_2;
    underWay++;
  }

  void end(long now) {
    if (isLast(now)) {
      connection.close();
    }
  }

  private synchronized boolean isLast(long now) {
    underWay--;
    idleSince = now;
    return draining && underWay == 0;
  }

  /// Whether the next reply is the last on this connection, and says so.
  synchronized boolean announcesEnd() {
    return draining && !shared;
  }

  /// Takes no more requests, and closes when those under way have ended.
  void drain() {
    if (!startDraining()) {
      connection.close();
    }
  }

  /// @return whether something is under way
  private synchronized boolean startDraining() {
    if (!draining && shared) {
      connection.goAway(NO_ERROR, AFTER_THE_LAST);
    }
    draining = true;
    return underWay > 0;
  }

  /// For how long nothing has been under way, in nanoseconds.
  synchronized long idle(long now) {
    return underWay > 0 ? 0 : now - idleSince;
  }

  /// Whether it ever had a request.
  synchronized boolean isUsed() {
    return used;
  }

  void close() {
    connection.close();
  }
}
