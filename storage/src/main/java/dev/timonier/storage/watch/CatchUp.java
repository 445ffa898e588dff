package dev.timonier.storage.watch;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

/// Serves watchers that are not in step, each on a thread of its own, which may wait for it.
final class CatchUp {
  private static final int COMMITS_PER_PAGE = 1024;

  /// A watcher that takes long for a page holds it meanwhile, also when the ring has gone on.
  private static final long BYTES_PER_PAGE = 1 << 20;

  /// So many read the log at once.
  private final Semaphore readers = new Semaphore(2);

  private final WatchHub hub;
  private final Ring ring;
  private final ChangeLog log;
  private final long patience;

  CatchUp(WatchHub hub, Ring ring, ChangeLog log, Duration patience) {
    this.hub = hub;
    this.ring = ring;
    this.log = log;
    this.patience = patience.toNanos();
  }

  /// Runs a task on a thread of its own.
  void apart(Runnable task) {
    Thread.ofVirtual().name("timonier-watch-catch-up").start(task);
  }

  /// Makes one delivery, then goes on as [#run(Subscription)].
  void run(Subscription watcher, Delivery delivery) {
    tell(watcher, delivery);
    run(watcher);
  }

  /// Tells a watcher of everything that it missed, until it falls in step or ends.
  void run(Subscription watcher) {
    try {
      while (!watcher.ended() && !hub.fallInStep(watcher)) {
        tell(watcher, nextPage(watcher));
      }
    } catch (StoreException e) {
      watcher.fail(e);
    }
  }

  private void tell(Subscription watcher, Delivery delivery) {
    var start = System.nanoTime();
    delivery.tell(watcher);
    if (System.nanoTime() - start < patience) {
      watcher.provedQuick();
    }
  }

  private Delivery nextPage(Subscription watcher) {
    if (hub.closed()) {
      throw new StoreException.Closed(Outcome.NOT_APPLIED);
    }
    var page = page(watcher);
    var changes = page.commits().stream().flatMap(commit -> commit.changes().stream()).toList();
    return new Delivery.Changes(List.of(watcher), changes, page.through());
  }

  private ChangeLog.Page page(Subscription watcher) {
    var keys = watcher.request().keys();
    var through = ring.through();
    return ring.from(watcher.next(), COMMITS_PER_PAGE)
        .map(commits -> recent(handy(commits), keys, through))
        .orElseGet(() -> fromLog(watcher));
  }

  /// The first of some commits: at least one, and not much more than a page has.
  private static List<Commit> handy(List<Commit> commits) {
    var count = 0;
    for (var bytes = 0L; count < commits.size() && bytes < BYTES_PER_PAGE; count++) {
      bytes += commits.get(count).bytes();
    }
    return List.copyOf(commits.subList(0, count));
  }

  private static ChangeLog.Page recent(List<Commit> commits, KeyRange keys, Revision through) {
    var last = commits.isEmpty() ? through : commits.getLast().revision();
    return new ChangeLog.Page(commits.stream().map(commit -> commit.within(keys)).toList(), last);
  }

  private ChangeLog.Page fromLog(Subscription watcher) {
    readers.acquireUninterruptibly();
    try {
      return log.read(watcher.next(), ring.through(), watcher.request().keys());
    } finally {
      readers.release();
    }
  }
}
