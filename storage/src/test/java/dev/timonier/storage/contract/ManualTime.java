package dev.timonier.storage.contract;

import dev.timonier.storage.StoreContext;
import dev.timonier.storage.StoreTimer;
import dev.timonier.storage.metric.StoreMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/// A clock that stands still until it is moved; alarms ring on the thread that moves it.
public final class ManualTime implements InstantSource, StoreTimer {
  private record Task(Instant due, long order, Runnable work) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparing(Task::due).thenComparing(Task::order));
  private final StoreMetrics metrics = new StoreMetrics();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z"); // guarded by this
  private long order; // guarded by this

  /// Surroundings with this time.
  public StoreContext context() {
    return new StoreContext(this, this, metrics);
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public synchronized Alarm after(Duration delay, Runnable work) {
    var task = new Task(now.plus(delay), order++, work);
    tasks.add(task);
    return () -> cancel(task);
  }

  /// Moves the clock, and runs what becomes due on the way.
  public void advance(Duration time) {
    var end = instant().plus(time);
    for (var task = next(end); task.isPresent(); task = next(end)) {
      task.get().work().run();
    }
    moveTo(end);
  }

  private synchronized Optional<Task> next(Instant end) {
    if (tasks.isEmpty() || tasks.peek().due().isAfter(end)) {
      return Optional.empty();
    }
    var task = tasks.remove();
    moveTo(task.due());
    return Optional.of(task);
  }

  private synchronized void moveTo(Instant moment) {
    now = moment.isAfter(now) ? moment : now;
  }

  private synchronized void cancel(Task task) {
    tasks.remove(task);
  }
}
