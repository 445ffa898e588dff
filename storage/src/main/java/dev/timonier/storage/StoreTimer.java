package dev.timonier.storage;

import java.time.Duration;

/// Runs a store's tasks when they are due.
@FunctionalInterface
public interface StoreTimer {
  /// Runs a short task once after a delay.
  Alarm after(Duration delay, Runnable task);

  /// A task that waits for its moment.
  @FunctionalInterface
  interface Alarm {
    /// Prevents the task from running unless it has started.
    void cancel();
  }
}
