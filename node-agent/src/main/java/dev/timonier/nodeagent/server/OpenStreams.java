package dev.timonier.nodeagent.server;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The streams that are open, so that their clients are told when the server ends.
final class OpenStreams implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Set<Entry> entries = ConcurrentHashMap.newKeySet();

  /// A stream; closing the entry means that it has ended.
  final class Entry implements AutoCloseable {
    private final Runnable farewell;

    private Entry(Runnable farewell) {
      this.farewell = farewell;
    }

    @Override
    public void close() {
      entries.remove(this);
    }
  }

  /// @param farewell ends the stream with a word to its client, and may wait for that
  Entry track(Runnable farewell) {
    var entry = new Entry(farewell);
    entries.add(entry);
    return entry;
  }

  /// Ends all streams. Clients that do not listen are not waited for.
  @Override
  public void close() {
    var leaving = Set.copyOf(entries);
    var left = new CountDownLatch(leaving.size());
    for (var entry : leaving) {
      Thread.ofVirtual().name("stream-farewell").start(() -> leave(entry, left));
    }
    try {
      var _ = left.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }

  private static void leave(Entry entry, CountDownLatch left) {
    try {
      entry.farewell.run();
    } finally {
      left.countDown();
    }
  }
}
