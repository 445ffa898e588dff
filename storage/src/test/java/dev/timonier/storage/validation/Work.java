package dev.timonier.storage.validation;

import dev.timonier.storage.StoreException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// How far a session has come.
public final class Work {
  private final AtomicInteger done = new AtomicInteger();
  private final Queue<StoreException> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean ended;

  /// How many operations of clients have got an answer.
  public int done() {
    return done.get();
  }

  /// What operations and watches have failed with.
  public List<StoreException> failures() {
    return List.copyOf(failures);
  }

  /// Whether the clients are through.
  public boolean ended() {
    return ended;
  }

  void answered() {
    done.incrementAndGet();
  }

  void failed(StoreException failure) {
    failures.add(failure);
  }

  void end() {
    ended = true;
  }
}
