package dev.timonier.cluster;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Runs a component from its election on, until it is closed.
final class Candidate implements LeaderLease.Leadership, AutoCloseable {
  private final Supplier<AutoCloseable> start;
  private final CompletableFuture<Void> replaced;
  private final Startup parts = new Startup(Progress.SILENT); // guarded by this
  private boolean closed; // to new work; guarded by this

  Candidate(Supplier<AutoCloseable> start, CompletableFuture<Void> replaced) {
    this.start = start;
    this.replaced = replaced;
  }

  @Override
  public synchronized void begun() {
    if (!closed) {
      parts.own(start.get());
    }
  }

  @Override
  public synchronized void lost() {
    closed = true;
    replaced.complete(null);
  }

  @Override
  public synchronized void close() {
    closed = true;
    parts.close();
  }
}
