package dev.timonier.storage.crash;

import dev.timonier.storage.StoreContext;
import dev.timonier.storage.StoreTimer;
import dev.timonier.storage.metric.StoreMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The machine's time.
public final class SystemTimer implements StoreTimer, AutoCloseable {
  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("timer").daemon().factory());

  private final StoreMetrics metrics = new StoreMetrics();

  @Override
  public Alarm after(Duration delay, Runnable task) {
    var future = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  public StoreContext context() {
    return new StoreContext(InstantSource.system(), this, metrics);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
