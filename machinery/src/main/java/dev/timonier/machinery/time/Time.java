package dev.timonier.machinery.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A component's clock and timers. In production [SystemTime]; in tests [VirtualTime], which moves
/// only when it is told to.
public interface Time extends InstantSource {
  /// The present moment of the calendar.
  @Override
  Instant instant();

  /// Nanoseconds since an arbitrary moment; never goes back, for measuring durations.
  long nanoTime();

  /// Runs a task once after a delay. Tasks must be short: hand longer work to an executor.
  ///
  /// @param delay zero and negative ones run as soon as possible
  Timer after(Duration delay, Runnable task);

  /// A task that waits for its moment.
  interface Timer {
    /// Prevents the task from running unless it has started.
    void cancel();
  }
}
