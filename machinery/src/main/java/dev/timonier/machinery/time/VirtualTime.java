package dev.timonier.machinery.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/// A clock that stands still until it is advanced; timers run on the thread that advances it, in
/// the order of their moments.
public final class VirtualTime implements Time {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private record Task(long at, long order, Runnable work) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
  private long nanos; // guarded by this
  private long order; // guarded by this

  @Override
  public synchronized Instant instant() {
    return START.plusNanos(nanos);
  }

  @Override
  public synchronized long nanoTime() {
    return nanos;
  }

  @Override
  public synchronized Timer after(Duration delay, Runnable work) {
    var task = new Task(nanos + Math.max(0, delay.toNanos()), order++, work);
    tasks.add(task);
    return () -> cancel(task);
  }

  /// Moves the clock and runs every timer whose moment has come.
  public void advance(Duration duration) {
    var end = nanoTime() + duration.toNanos();
    for (var task = next(end); task.isPresent(); task = next(end)) {
      task.get().work().run();
    }
  }

  /// How long it is until the next timer's moment; empty when none waits.
  public synchronized Optional<Duration> untilNext() {
    return Optional.ofNullable(tasks.peek())
        .map(task -> Duration.ofNanos(Math.max(0, task.at() - nanos)));
  }

  /// How many timers wait.
  public synchronized int waiting() {
    return tasks.size();
  }

  private synchronized void cancel(Task task) {
    tasks.remove(task);
  }

  private synchronized Optional<Task> next(long end) {
    var first = tasks.peek();
    if (first == null || first.at() > end) {
      nanos = Math.max(nanos, end);
      return Optional.empty();
    }
    nanos = Math.max(nanos, first.at());
    return Optional.ofNullable(tasks.poll());
  }
}
