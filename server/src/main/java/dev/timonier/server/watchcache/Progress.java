package dev.timonier.server.watchcache;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.storage.Revision;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongUnaryOperator;

/// How far the cache has come: everything up to this revision is in it. Many wait for it, and one
/// tells it.
final class Progress {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition advanced = lock.newCondition();
  private volatile long reached; // written under lock
  private int waiting; // guarded by lock

  /// The number of the revision.
  long reached() {
    return reached;
  }

  Revision revision() {
    return new Revision(reached);
  }

  boolean has(Revision revision) {
    return reached >= revision.value();
  }

  /// Never goes back.
  void advance(Revision revision) {
    move(before -> Math.max(before, revision.value()));
  }

  /// The cache was filled anew, perhaps from a store that was set back.
  void restart(Revision revision) {
    move(_ -> revision.value());
  }

  private void move(LongUnaryOperator next) {
    lock.lock();
    try {
      reached = next.applyAsLong(reached);
      if (waiting > 0) {
        advanced.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Waits for a revision, and says whether it was reached in time.
  boolean await(Revision revision, Duration atMost) {
    lock.lock();
    waiting++;
    try {
      var left = atMost.toNanos();
      while (!has(revision) && left > 0) {
        left = advanced.awaitNanos(left);
      }
      return has(revision);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiErrors.timeout("request did not complete within requested timeout", Duration.ZERO);
    } finally {
      waiting--;
      lock.unlock();
    }
  }
}
