package dev.timonier.storage.validation;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.Revision;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.Watch;
import dev.timonier.storage.WatchEvent;
import dev.timonier.storage.WatchRequest;
import dev.timonier.storage.Watcher;
import dev.timonier.storage.validation.WatchLog.Segment;
import dev.timonier.storage.validation.WatchLog.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Watches some keys. Now and then it cuts its watch and resumes it after the last revision that it
/// was told of, as clients do that lose their connection.
final class CutWatcher {
  private final RevisionedStore store;
  private final KeyRange keys;
  private final Random random;
  private final Work work;
  private final List<Segment> segments = new ArrayList<>();
  private Revision next;

  CutWatcher(RevisionedStore store, KeyRange keys, Revision from, Random random, Work work) {
    this.store = store;
    this.keys = keys;
    this.random = random;
    this.work = work;
    this.next = from;
  }

  /// Watches until it was told of everything up to `end`. A watch that fails is resumed, after what
  /// was compacted if need be.
  WatchLog watchUntil(Goal goal) throws InterruptedException {
    while (goal.end().isEmpty() || !next.isAfter(goal.end().get())) {
      var segment = new Listener(next, 1 + random.nextInt(8));
      try (var watch = store.watch(request(), segment)) {
        segment.awaitEnd(watch, goal);
      } catch (StoreException e) {
        segment.onError(e);
      }
      segment.failure().ifPresent(work::failed);
      segments.add(segment.end());
      next = segment.next();
    }
    return new WatchLog(keys, List.copyOf(segments));
  }

  private WatchRequest request() {
    return WatchRequest.from(keys, next).withPrevious();
  }

  /// Until when watchers work; known once the clients have ended.
  @FunctionalInterface
  interface Goal {
    Optional<Revision> end();
  }

  /// One watch.
  private static final class Listener implements Watcher {
    private static final long LOOK_MILLIS = 20;

    private final Revision from;
    private final int enough;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition told = lock.newCondition();
    private final List<Told> calls = new ArrayList<>(); // guarded by lock
    private Revision last; // guarded by lock
    private boolean ended; // guarded by lock
    private Optional<StoreException> failure = Optional.empty(); // guarded by lock

    /// @param enough after so many calls it is cut
    Listener(Revision from, int enough) {
      this.from = from;
      this.enough = enough;
      this.last = new Revision(from.value() - 1);
    }

    @Override
    public void onEvents(List<WatchEvent> events) {
      note(new Told.Events(List.copyOf(events)), events.getLast().revision());
    }

    @Override
    public void onProgress(Revision revision) {
      note(new Told.Progress(revision), revision);
    }

    @Override
    public void onError(StoreException cause) {
      lock.lock();
      try {
        failure = Optional.of(cause);
        told.signalAll();
      } finally {
        lock.unlock();
      }
    }

    Optional<StoreException> failure() {
      lock.lock();
      try {
        return failure;
      } finally {
        lock.unlock();
      }
    }

    /// What is told after the cut is not heard.
    private void note(Told call, Revision through) {
      lock.lock();
      try {
        if (!ended) {
          calls.add(call);
          last = through;
          told.signalAll();
        }
      } finally {
        lock.unlock();
      }
    }

    /// Asks for progress once the end is known.
    void awaitEnd(Watch watch, Goal goal) throws InterruptedException {
      lock.lock();
      try {
        while (calls.size() < enough && !isAt(goal) && failure.isEmpty()) {
          if (goal.end().isPresent()) {
            watch.requestProgress();
          }
          told.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
        ended = true;
      } finally {
        lock.unlock();
      }
    }

    private boolean isAt(Goal goal) {
      return goal.end().filter(end -> !last.isBefore(end)).isPresent();
    }

    Segment end() {
      return new Segment(from, List.copyOf(calls));
    }

    Revision next() {
      return failure()
          .filter(StoreException.Compacted.class::isInstance)
          .map(StoreException.Compacted.class::cast)
          .map(gone -> gone.compacted().next())
          .orElseGet(last::next);
    }
  }
}
