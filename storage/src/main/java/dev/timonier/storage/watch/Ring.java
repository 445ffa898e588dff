package dev.timonier.storage.watch;

import dev.timonier.storage.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The most recent commits, kept in memory up to a number of bytes. The oldest make room for new
/// ones, whoever may still want them: those find them in the [ChangeLog].
///
/// Written by the thread that commits, read by those that deliver; the lock is held for moments.
final class Ring {
  private final long capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final CommitQueue commits = new CommitQueue(); // guarded by lock
  private long bytes; // guarded by lock
  private Revision floor; // guarded by lock; every commit after this one is here
  private volatile Revision through;

  /// @param capacity how many bytes to keep
  /// @param start what was committed up to here is not known to the ring
  Ring(long capacity, Revision start) {
    this.capacity = capacity;
    this.floor = start;
    this.through = start;
  }

  /// The last revision that was put in.
  Revision through() {
    return through;
  }

  /// About how much memory the commits hold.
  long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  void add(List<Commit> newest, Revision last) {
    lock.lock();
    try {
      newest.forEach(this::append);
      through = last;
    } finally {
      lock.unlock();
    }
  }

  /// Forgets everything, because something is missing.
  void skip(Revision last) {
    lock.lock();
    try {
      while (bytes > 0) {
        bytes -= commits.remove().bytes();
      }
      floor = last;
      through = last;
    } finally {
      lock.unlock();
    }
  }

  /// The commits from one revision on, at most `limit`; empty if some of them are gone.
  Optional<List<Commit>> from(Revision first, int limit) {
    lock.lock();
    try {
      return first.isAfter(floor) ? Optional.of(commits.from(first, limit)) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private void append(Commit commit) {
    commits.add(commit);
    bytes += commit.bytes();
    while (bytes > capacity) {
      var oldest = commits.remove();
      bytes -= oldest.bytes();
      floor = oldest.revision();
    }
  }

  /// Commits in order of revision, which need not be without gaps: a circular array.
  private static final class CommitQueue {
    private Commit[] slots = new Commit[256];
    private long oldest;
    private long end;

    void add(Commit commit) {
      if (end - oldest == slots.length) {
        grow();
      }
      slots[slot(end++)] = commit;
    }

    @SuppressWarnings("NullAway") // an empty slot is never read
    Commit remove() {
      var commit = slots[slot(oldest)];
      slots[slot(oldest++)] = null;
      return commit;
    }

    List<Commit> from(Revision first, int limit) {
      var start = search(first);
      var found = new ArrayList<Commit>();
      for (var i = start; i < Math.min(end, start + limit); i++) {
        found.add(slots[slot(i)]);
      }
      return found;
    }

    private long search(Revision first) {
      var low = oldest;
      var high = end;
      while (low < high) {
        var middle = (low + high) >>> 1;
        if (slots[slot(middle)].revision().isBefore(first)) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    private void grow() {
      var larger = new Commit[slots.length * 2];
      for (var i = oldest; i < end; i++) {
        larger[(int) (i & (larger.length - 1))] = slots[slot(i)];
      }
      slots = larger;
    }

    private int slot(long number) {
      return (int) (number & (slots.length - 1));
    }
  }
}
