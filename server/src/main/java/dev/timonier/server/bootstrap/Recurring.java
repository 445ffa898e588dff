package dev.timonier.server.bootstrap;

import dev.timonier.machinery.time.Time;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A task that is done again and again, each time a period after the last one ended. When it fails,
/// that is logged, and the next time comes as always.
final class Recurring implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Recurring.class);

  private final Duration period;
  private final Runnable task;
  private final Time time;
  private final Executor executor;
  private Time.@Nullable Timer timer; // guarded by this
  private boolean closed; // guarded by this

  Recurring(Duration period, Runnable task, Time time, Executor executor) {
    this.period = period;
    this.task = task;
    this.time = time;
    this.executor = executor;
  }

  /// Does the task a period from now for the first time.
  synchronized void begin() {
    if (!closed) {
      timer = time.after(period, this::submit);
    }
  }

  private void submit() {
    try {
      executor.execute(this::again);
    } catch (RejectedExecutionException _) {
      // The server is being closed.
    }
  }

  private void again() {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.warn("what the server does regularly failed, and will be tried again", e);
    }
    begin();
  }

  /// Does the task no more; once more if it is being done.
  @Override
  public synchronized void close() {
    closed = true;
    if (timer != null) {
      timer.cancel();
    }
  }
}
