package dev.timonier.cluster.process;

import dev.timonier.machinery.time.Time;
import java.time.Duration;

/// Collects garbage once the process has gone quiet, so that it does not stay as large as its last
/// burst of work has made it.
final class QuietCollection {
  private static final Duration PERIOD = Duration.ofSeconds(5);
  private static final long LEAST_GROWTH = 8L << 20;

  private final Heap heap;
  private final Time time;
  private long activity; // touched by the timer's task only

  /// What there is to know of a heap, and to do about it.
  interface Heap {
    /// Grows with each bit of work.
    long activity();

    /// How many bytes got old since all garbage was collected.
    long growth();

    void collect();
  }

  QuietCollection(Heap heap, Time time) {
    this.heap = heap;
    this.time = time;
  }

  /// Begins to look at the heap now and then, and goes on as long as the process lives.
  void begin() {
    activity = heap.activity();
    time.after(PERIOD, this::look);
  }

  private void look() {
    var now = heap.activity();
    if (now == activity && heap.growth() >= LEAST_GROWTH) {
      heap.collect();
    }
    activity = now;
    time.after(PERIOD, this::look);
  }
}
