package dev.timonier.storage.benchmark;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Clients that do the same thing again and again.
///
/// @param pause from one start to the next; zero for as fast as can be
record Load(int clients, Duration time, Duration pause) {
  /// What a client does.
  @FunctionalInterface
  interface Work {
    /// @param number which of the client's turns it is
    void run(int client, long number);
  }

  static Load of(int clients, Duration time) {
    return new Load(clients, time, Duration.ZERO);
  }

  /// What came of it.
  ///
  /// @param nanos how long each turn took, in order of length
  record Result(long[] nanos, double seconds) {
    double perSecond() {
      return nanos.length / seconds;
    }

    double microsAt(double part) {
      return nanos[(int) Math.min(nanos.length - 1L, (long) (nanos.length * part))] / 1_000.0;
    }
  }

  Result run(Work work) {
    var start = System.nanoTime();
    var end = start + time.toNanos();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var turns =
          IntStream.range(0, clients)
              .mapToObj(client -> executor.submit(() -> turns(client, work, end)))
              .toList();
      var nanos = turns.stream().map(Load::result).flatMapToLong(Arrays::stream).sorted().toArray();
      return new Result(nanos, (System.nanoTime() - start) / 1e9);
    }
  }

  private long[] turns(int client, Work work, long end) {
    var turns = new long[1024];
    var number = 0;
    var due = System.nanoTime() + pause.toNanos() * client / clients;
    for (var start = awaited(due); start < end; start = awaited(due)) {
      work.run(client, number);
      turns = number < turns.length ? turns : Arrays.copyOf(turns, 2 * turns.length);
      turns[number++] = System.nanoTime() - start;
      due += pause.toNanos();
    }
    return Arrays.copyOf(turns, number);
  }

  private static long awaited(long due) {
    for (var now = System.nanoTime(); now < due; now = System.nanoTime()) {
      java.util.concurrent.locks.LockSupport.parkNanos(due - now);
    }
    return System.nanoTime();
  }

  private static long[] result(Future<long[]> turns) {
    try {
      return turns.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  static double median(List<Double> figures) {
    var sorted = figures.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
