package dev.timonier.storage.watch;

import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Lets callers wait until a store has reached a revision.
public final class RevisionGate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private volatile Revision current;
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile boolean closed; // written under lock

  public RevisionGate(Revision current) {
    this.current = current;
  }

  /// Says that the store is at a revision now. Called by one thread at a time.
  public void advance(Revision revision) {
    current = revision;
    if (waiting.get() > 0) {
      wakeAll();
    }
  }

  /// Waits for a revision.
  ///
  /// @throws StoreException.FutureRevision when it was not reached in time
  /// @throws StoreException.Closed when there will be no more revisions
  public void await(Revision revision, Duration atMost) {
    if (!revision.isAfter(current)) {
      return;
    }
    lock.lock();
    waiting.incrementAndGet();
    try {
      waitFor(revision, atMost.toNanos());
    } finally {
      waiting.decrementAndGet();
      lock.unlock();
    }
  }

  public void close() {
    closed = true;
    wakeAll();
  }

  private void waitFor(Revision revision, long nanos) {
    try {
      for (var left = nanos; revision.isAfter(current) && !closed && left > 0; ) {
        left = moved.awaitNanos(left);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (closed) {
      throw new StoreException.Closed(Outcome.NOT_APPLIED);
    }
    if (revision.isAfter(current)) {
      throw new StoreException.FutureRevision(revision, current);
    }
  }

  private void wakeAll() {
    lock.lock();
    try {
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
