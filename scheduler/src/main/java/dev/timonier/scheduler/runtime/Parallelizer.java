package dev.timonier.scheduler.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;

/// Does the same for many nodes, by several threads when there are so many that it pays.
public final class Parallelizer {
  /// A node is looked at in less than a tenth of a microsecond: fewer are not worth a hand-over.
  private static final int LEAST_PER_WORKER = 1024;

  private final int workers;
  private final Executor executor;

  /// @param workers how many threads may work at once, the caller's included
  public Parallelizer(int workers, Executor executor) {
    this.workers = workers;
    this.executor = executor;
  }

  /// Does everything on the caller's thread.
  public static Parallelizer sequential() {
    return new Parallelizer(1, Runnable::run);
  }

  /// Does something for each number from zero to below a count, and waits until all is done.
  ///
  /// @throws RuntimeException the first of those that the task threw
  public void forEach(int count, IntConsumer task) {
    var parts = Math.clamp(count / LEAST_PER_WORKER, 1, workers);
    var others = new ArrayList<CompletableFuture<Void>>();
    for (var part = 1; part < parts; part++) {
      var from = start(part, parts, count);
      var to = start(part + 1, parts, count);
      others.add(CompletableFuture.runAsync(() -> each(from, to, task), executor));
    }
    try {
      each(0, start(1, parts, count), task);
    } finally {
      join(others);
    }
  }

  private static int start(int part, int parts, int count) {
    return (int) ((long) count * part / parts);
  }

  private static void each(int from, int to, IntConsumer task) {
    for (var i = from; i < to; i++) {
      task.accept(i);
    }
  }

  private static void join(List<CompletableFuture<Void>> others) {
    try {
      CompletableFuture.allOf(others.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
