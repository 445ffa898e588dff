package dev.timonier.scheduler;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Work that goes on beside the scheduling thread: tasks on virtual threads that are counted, so
/// that one can tell when nothing is left to do.
final class Background implements Executor, AutoCloseable {
  private static final int LONGEST_CLOSE_SECONDS = 5;

  private final ExecutorService executor;
  private final AtomicInteger unfinished = new AtomicInteger();

  private Background(ExecutorService executor) {
    this.executor = executor;
  }

  /// A thread for each task.
  static Background threadPerTask(String name) {
    return new Background(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name, 0).factory()));
  }

  /// One task after the other; refuses more when too many wait.
  static Background oneAtATime(String name, int mostWaiting) {
    return new Background(
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(mostWaiting),
            Thread.ofVirtual().name(name).factory()));
  }

  @Override
  public void execute(Runnable task) {
    unfinished.incrementAndGet();
    try {
      executor.execute(() -> run(task));
    } catch (RejectedExecutionException e) {
      unfinished.decrementAndGet();
      throw e;
    }
  }

  boolean idle() {
    return unfinished.get() == 0;
  }

  /// Lets the tasks end, but not for long.
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException _) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
    } finally {
      unfinished.decrementAndGet();
    }
  }
}
