package dev.timonier.nodeagent.server.http;

import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// What a connection sends, for a thread that takes it item by item. The connection may be a few
/// items ahead, no more.
final class Inbox<T> {
  private static final int AHEAD = 16;

  private sealed interface Arrival<T> {
    record Item<T>(T value) implements Arrival<T> {}

    record End<T>() implements Arrival<T> {}
  }

  private final BlockingQueue<Arrival<T>> arrivals = new LinkedBlockingQueue<>();
  private final ReadStream<?> stream;
  private volatile boolean ended;

  /// @param stream paused
  Inbox(ReadStream<?> stream) {
    this.stream = stream;
  }

  void start() {
    stream.fetch(AHEAD);
  }

  void add(T value) {
    arrivals.add(new Arrival.Item<>(value));
  }

  void end() {
    ended = true;
    arrivals.add(new Arrival.End<>());
  }

  /// Waits for the next item; empty when there will be none.
  Optional<T> take() throws IOException {
    if (ended && arrivals.isEmpty()) {
      return Optional.empty();
    }
    return switch (next()) {
      case Arrival.Item<T>(var value) -> {
        stream.fetch(1);
        yield Optional.of(value);
      }
      case Arrival.End<T>() -> {
        arrivals.add(new Arrival.End<>());
        yield Optional.empty();
      }
    };
  }

  private Arrival<T> next() throws IOException {
    try {
      return arrivals.take();
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupt);
    }
  }
}
