package dev.timonier.nodeagent.node;

import dev.timonier.machinery.time.Time;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does something again and again: the next time a period after the last has ended, whether it
/// failed or not.
public final class Heartbeat implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

  private final String name;
  private final Duration period;
  private final Time time;
  private final Executor executor;
  private final Runnable action;
  private volatile boolean closed;

  /// @param name for the log
  /// @param executor runs the action
  public Heartbeat(String name, Duration period, Time time, Executor executor, Runnable action) {
    this.name = name;
    this.period = period;
    this.time = time;
    this.executor = executor;
    this.action = action;
  }

  /// The first beat is one period away.
  public void start() {
    startAfter(period);
  }

  /// The first beat is a delay away.
  public void startAfter(Duration delay) {
    time.after(delay, this::beat);
  }

  private void beat() {
    if (!closed) {
      executor.execute(this::run);
    }
  }

  private void run() {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.warn("{} failed, next try in {}: {}", name, period, e.toString());
    } finally {
      start();
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
