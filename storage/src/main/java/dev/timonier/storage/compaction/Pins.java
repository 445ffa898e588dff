package dev.timonier.storage.compaction;

import dev.timonier.storage.Pin;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/// The compacted revision of a store, and the revisions that it may not pass.
public final class Pins {
  /// The oldest revision that can be read, and is held.
  public record Oldest(Revision revision, Pin pin) implements AutoCloseable {
    @Override
    public void close() {
      pin.close();
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final TreeMap<Revision, Integer> pinned = new TreeMap<>(); // guarded by lock
  private volatile Revision compacted; // written under lock

  public Pins(Revision compacted) {
    this.compacted = compacted;
  }

  public Revision compacted() {
    return compacted;
  }

  /// Holds a revision that exists.
  ///
  /// @throws StoreException.Compacted when it is too late
  public Pin pin(Revision revision) {
    lock.lock();
    try {
      if (revision.isBefore(compacted)) {
        throw new StoreException.Compacted(revision, compacted);
      }
      pinned.merge(revision, 1, Integer::sum);
    } finally {
      lock.unlock();
    }
    var open = new AtomicBoolean(true);
    return () -> {
      if (open.getAndSet(false)) {
        release(revision);
      }
    };
  }

  /// Holds everything that can still be read.
  public Oldest pinOldest() {
    lock.lock();
    try {
      return new Oldest(compacted, pin(compacted));
    } finally {
      lock.unlock();
    }
  }

  /// Holds the changes from a revision on, which need the state before it.
  ///
  /// @throws StoreException.Compacted when it is too late
  public Pin pinFrom(Revision revision) {
    if (!revision.isAfter(compacted)) {
      throw new StoreException.Compacted(revision, compacted);
    }
    return pin(new Revision(revision.value() - 1));
  }

  /// Moves the compacted revision up to `target`, or to the oldest pinned one if that is older.
  ///
  /// @return the compacted revision, whether it moved or not
  public Revision compact(Revision target) {
    lock.lock();
    try {
      var reach = pinned.isEmpty() ? target : min(target, pinned.firstKey());
      if (reach.isAfter(compacted)) {
        compacted = reach;
      }
      return compacted;
    } finally {
      lock.unlock();
    }
  }

  private void release(Revision revision) {
    lock.lock();
    try {
      pinned.computeIfPresent(revision, (_, count) -> count == 1 ? null : count - 1);
    } finally {
      lock.unlock();
    }
  }

  private static Revision min(Revision one, Revision other) {
    return one.isBefore(other) ? one : other;
  }
}
