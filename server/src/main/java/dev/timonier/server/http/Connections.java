package dev.timonier.server.http;

import dev.timonier.machinery.time.Time;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// The connections of all clients. Those on which nothing is under way are closed after a while:
/// who trickles in the head of a request, byte by byte, holds none for long.
final class Connections {
  /// As long as clients of Kubernetes keep connections that they do not use.
  private static final long MOST_IDLE = Duration.ofSeconds(90).toNanos();

  /// How long the first head of a request may take.
  private static final long MOST_SILENT = Duration.ofSeconds(32).toNanos();

  private static final Duration PERIOD = Duration.ofSeconds(10);

  private final Time time;
  private final Map<HttpConnection, OpenConnection> open = new ConcurrentHashMap<>();
  private final AtomicBoolean sweeping = new AtomicBoolean();

  Connections(Time time) {
    this.time = time;
  }

  void opened(HttpConnection connection) {
    open.put(connection, new OpenConnection(connection, time.nanoTime()));
    connection.closeHandler(_ -> open.remove(connection));
    sweepLater();
  }

  /// A request begins; it has ended when its response has.
  void began(HttpServerRequest request) {
    var connection = open.get(request.connection());
    if (connection != null) {
      connection.begin(request);
      request.response().endHandler(_ -> connection.end(time.nanoTime()));
    }
  }

  /// The connection has become something else, and is nobody's business any more.
  void left(HttpServerRequest request) {
    open.remove(request.connection());
  }

  /// Whether the reply to a request is the last on its connection, and has to say so.
  boolean announcesEnd(HttpServerRequest request) {
    var connection = open.get(request.connection());
    return connection != null && connection.announcesEnd();
  }

  /// Lets the client of a request come again by another connection, which may lead elsewhere.
  void leave(HttpServerRequest request) {
    var connection = open.get(request.connection());
    if (connection != null) {
      connection.drain();
    }
  }

  /// Takes no more requests on any connection that is open.
  void drain() {
    open.values().forEach(OpenConnection::drain);
  }

  private void sweepLater() {
    if (sweeping.compareAndSet(false, true)) {
      time.after(PERIOD, this::sweep);
    }
  }

  private void sweep() {
    var now = time.nanoTime();
    for (var connection : open.values()) {
      if (connection.idle(now) > (connection.isUsed() ? MOST_IDLE : MOST_SILENT)) {
        connection.close();
      }
    }
    sweeping.set(false);
    if (!open.isEmpty()) {
      sweepLater();
    }
  }
}
