package dev.timonier.storage.memory;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.compaction.Pins;
import dev.timonier.storage.watch.ChangeLog;
import java.util.concurrent.locks.ReentrantLock;

/// Serves watchers from a [History].
///
/// @param lock guards the history
record HistoryLog(ReentrantLock lock, History history, Pins pins) implements ChangeLog {
  private static final int COMMITS_PER_PAGE = 1000;

  @Override
  public Page read(Revision from, Revision through, KeyRange keys) {
    lock.lock();
    try {
      if (!from.isAfter(pins.compacted())) {
        throw new StoreException.Compacted(from, pins.compacted());
      }
      var commits = history.commits(from).limit(COMMITS_PER_PAGE).toList();
      var last = commits.isEmpty() ? through : commits.getLast().revision();
      return new Page(commits.stream().map(commit -> commit.within(keys)).toList(), last);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Revision compacted() {
    return pins.compacted();
  }

  @Override
  public Revision current() {
    lock.lock();
    try {
      return history.current();
    } finally {
      lock.unlock();
    }
  }
}
