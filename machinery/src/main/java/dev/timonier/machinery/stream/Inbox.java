package dev.timonier.machinery.stream;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongConsumer;

/// What a connection brings, for a thread that takes it item by item. The connection may be a few
/// items ahead, no more, as long as it brings only what it is asked for.
public final class Inbox<T> {
  private static final int AHEAD = 16;

  private sealed interface Arrival<T> {
    record Item<T>(T value) implements Arrival<T> {}

    record End<T>() implements Arrival<T> {}
  }

  private final BlockingQueue<Arrival<T>> arrivals = new LinkedBlockingQueue<>();
  private final LongConsumer demand;
  private volatile boolean ended;

  /// @param demand asks the connection for that many items more
  public Inbox(LongConsumer demand) {
    this.demand = demand;
  }

  /// Asks for the first items.
  public void start() {
    demand.accept(AHEAD);
  }

  /// An item has arrived.
  public void add(T value) {
    arrivals.add(new Arrival.Item<>(value));
  }

  /// There will be no more items.
  public void end() {
    ended = true;
    arrivals.add(new Arrival.End<>());
  }

  /// Waits for the next item; empty when there will be none.
  public Optional<T> take() throws IOException {
    if (ended && arrivals.isEmpty()) {
      return Optional.empty();
    }
    return switch (next()) {
      case Arrival.Item<T>(var value) -> {
        demand.accept(1);
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
