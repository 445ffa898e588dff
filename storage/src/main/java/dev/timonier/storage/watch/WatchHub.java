package dev.timonier.storage.watch;

import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import dev.timonier.storage.Watch;
import dev.timonier.storage.WatchRequest;
import dev.timonier.storage.Watcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Tells watchers of commits: each of every change of its keys, once, in order, whole transactions.
///
/// The store [publishes][#publish(List, Revision)] commits into a ring in memory and goes on. A
/// watcher is either *in step* or *on its own*:
/// - Those in step have been told of everything up to `position`, the revision that the
///   [Dispatcher] has taken from the ring. It looks up who is concerned by the next commits and
///   calls them one after the other.
/// - One that starts in the past, or takes long for a call, or whose next commit has left the ring,
///   is served by [CatchUp] on a virtual thread of its own, from the ring or from the [ChangeLog],
///   until nothing is missing up to `position`. Then it falls in step.
///
/// For example, with the ring holding revisions 90 to 100 and `position` 98: a watcher that starts
/// at 50 reads 50 to 89 from the log, 90 to 98 from the ring, falls in step, and the dispatcher's
/// next round tells it and the others of 99 and 100.
///
/// Nothing is queued per watcher, so memory is bounded by the ring however slow they are.
public final class WatchHub implements AutoCloseable {
  private static final int COMMITS_PER_ROUND = 1024;

  private final ChangeLog log;
  private final Ring ring;
  private final Dispatcher dispatcher;
  private final CatchUp catchUp;
  private final ReentrantLock lock = new ReentrantLock();
  private final RangeIndex<WatchGroup> groups = new RangeIndex<>(); // guarded by lock
  private final Set<Subscription> watchers = new HashSet<>(); // guarded by lock
  private final Map<Subscription, Revision> progressAsked = new LinkedHashMap<>(); // likewise
  private volatile Revision position; // written under the lock
  private volatile boolean watched; // written under the lock
  private volatile boolean progressDue; // likewise
  private volatile boolean closed; // likewise
  private boolean farewellSaid; // guarded by lock

  /// @param start the revision of the last commit that will not be published
  public WatchHub(ChangeLog log, WatchOptions options, Revision start) {
    this.log = log;
    this.ring = new Ring(options.memory(), start);
    this.position = start;
    this.catchUp = new CatchUp(this, ring, log, options.patience());
    this.dispatcher = new Dispatcher(this, options.patience());
    dispatcher.start();
  }

  /// Hands over commits that readers already see. One thread at a time, in order; never waits for a
  /// watcher.
  ///
  /// @param through there is no other commit up to this revision
  public void publish(List<Commit> commits, Revision through) {
    ring.add(commits, through);
    if (watched) {
      dispatcher.wake();
    }
  }

  /// Says that the store is at a revision, and that what was committed up to it is not known here:
  /// watchers must see whether the log still has it. As [#publish(List, Revision)] otherwise.
  public void skip(Revision through) {
    ring.skip(through);
    dispatcher.wake();
  }

  /// Starts a watch.
  public Watch watch(WatchRequest request, Watcher watcher) {
    var next = request.from().orElseGet(() -> log.current().next());
    var subscription = new Subscription(this, request, watcher, next);
    admit(subscription);
    try {
      begin(subscription);
      return subscription;
    } catch (StoreException e) {
      subscription.close();
      throw e;
    }
  }

  private void begin(Subscription watcher) {
    var next = watcher.next();
    var compacted = log.compacted();
    if (watcher.request().from().isPresent() && !next.isAfter(compacted)) {
      catchUp.apart(() -> watcher.fail(new StoreException.Compacted(next, compacted)));
    } else if (!fallInStep(watcher)) {
      catchUp.apart(() -> catchUp.run(watcher));
    }
  }

  /// How many watchers there are.
  public int watchers() {
    return read(watchers::size);
  }

  /// How many revisions the slowest watcher that is out of step has yet to be told of.
  public long lag() {
    var through = ring.through().value();
    return read(
        () ->
            watchers.stream()
                .filter(watcher -> !watcher.inStep())
                .mapToLong(watcher -> Math.max(0, through - watcher.next().value() + 1))
                .max()
                .orElse(0));
  }

  /// About how many bytes of recent commits are kept for watchers.
  public long memory() {
    return ring.bytes();
  }

  /// Ends all watches with [StoreException.Closed].
  @Override
  public void close() {
    locked(() -> closed = true);
    dispatcher.wake();
  }

  boolean closed() {
    return closed;
  }

  /// Whether the dispatcher has reason not to sleep.
  boolean hasWork() {
    return ring.through().isAfter(position) || progressDue || closed;
  }

  void requestProgress(Subscription watcher) {
    var asked = log.current();
    locked(
        () -> {
          if (watchers.contains(watcher)) {
            progressAsked.put(watcher, asked);
            progressDue = true;
          }
        });
    dispatcher.wake();
  }

  /// Forgets a watcher.
  void leave(Subscription watcher) {
    locked(
        () -> {
          watchers.remove(watcher);
          watched = !watchers.isEmpty();
          progressAsked.remove(watcher);
          leaveStep(watcher);
        });
  }

  /// Puts a watcher that misses nothing under the dispatcher's care.
  boolean fallInStep(Subscription watcher) {
    var joined = read(() -> join(watcher));
    if (progressDue) {
      dispatcher.wake();
    }
    return joined;
  }

  /// Serves a watcher on the calling thread until it falls in step.
  void catchUp(Subscription watcher) {
    catchUp.run(watcher);
  }

  /// Takes a watcher out of step and makes a delivery on a thread of its own.
  void deliverApart(Subscription watcher, Delivery delivery) {
    locked(() -> leaveStep(watcher));
    catchUp.apart(() -> catchUp.run(watcher, delivery));
  }

  /// Ends a turn that is still busy with the same call, and takes the called watcher out of step.
  boolean takeOutOfStep(Turn turn, Object activity) {
    return read(
        () -> {
          var kept = turn.endDuring(activity);
          kept.ifPresent(this::leaveStep);
          return kept.isPresent();
        });
  }

  /// What the dispatcher is to deliver next.
  Optional<Round> nextRound() {
    return read(
        () -> {
          var deliveries = new ArrayList<Delivery>();
          deliveries.addAll(takeCommits());
          deliveries.addAll(takeProgress());
          deliveries.addAll(sayFarewell());
          return deliveries.isEmpty() ? Optional.empty() : Optional.of(new Round(deliveries));
        });
  }

  private void admit(Subscription watcher) {
    locked(
        () -> {
          if (closed) {
            throw new StoreException.Closed(Outcome.NOT_APPLIED);
          }
          watchers.add(watcher);
          watched = true;
        });
    dispatcher.wake(); // it may have been left to sleep while nobody watched
  }

  private boolean join(Subscription watcher) {
    if (!watcher.next().isAfter(position) || closed) {
      return false;
    }
    if (!watcher.ended()) {
      groups.computeIfAbsent(watcher.request().keys(), _ -> new WatchGroup()).add(watcher);
      watcher.enterStep();
      progressDue |= progressAsked.containsKey(watcher);
    }
    return true;
  }

  private void leaveStep(Subscription watcher) {
    if (!watcher.inStep()) {
      return;
    }
    watcher.leaveStep();
    var keys = watcher.request().keys();
    var group = groups.computeIfAbsent(keys, _ -> new WatchGroup());
    group.remove(watcher);
    if (group.isEmpty()) {
      groups.remove(keys);
    }
  }

  private List<Delivery> takeCommits() {
    var through = ring.through();
    if (!through.isAfter(position)) {
      return List.of();
    }
    var commits = ring.from(position.next(), COMMITS_PER_ROUND);
    if (commits.isEmpty()) {
      loseStep(through);
      return List.of();
    }
    position = lastOf(commits.get(), through);
    return groups.isEmpty() ? List.of() : concerning(commits.get());
  }

  private static Revision lastOf(List<Commit> commits, Revision through) {
    if (commits.isEmpty()) {
      return through;
    }
    var last = commits.getLast().revision();
    return commits.size() == COMMITS_PER_ROUND || last.isAfter(through) ? last : through;
  }

  private List<Delivery> concerning(List<Commit> commits) {
    var concerned = new LinkedHashSet<WatchGroup>();
    for (var commit : commits) {
      for (var change : commit.changes()) {
        groups.forEachContaining(
            change.key(),
            group -> {
              if (group.note(change)) {
                concerned.add(group);
              }
            });
      }
    }
    return concerned.stream().map(group -> group.deliver(position)).toList();
  }

  /// The dispatcher was too slow for the ring: everyone catches up from the log.
  private void loseStep(Revision through) {
    var first = position;
    var lost = watchers.stream().filter(Subscription::inStep).toList();
    for (var watcher : lost) {
      leaveStep(watcher);
      watcher.toldThrough(first);
      catchUp.apart(() -> catchUp.run(watcher));
    }
    position = through;
  }

  private List<Delivery> takeProgress() {
    progressDue = false;
    var due =
        progressAsked.entrySet().stream()
            .filter(asked -> asked.getKey().inStep() && !asked.getValue().isAfter(position))
            .map(Map.Entry::getKey)
            .toList();
    due.forEach(progressAsked::remove);
    return due.isEmpty() ? List.of() : List.of(new Delivery.Progress(due, position));
  }

  private List<Delivery> sayFarewell() {
    if (!closed || farewellSaid) {
      return List.of();
    }
    farewellSaid = true;
    var left = watchers.stream().filter(Subscription::inStep).toList();
    var cause = new StoreException.Closed(Outcome.NOT_APPLIED);
    return left.isEmpty() ? List.of() : List.of(new Delivery.Failure(left, cause));
  }

  private void locked(Runnable action) {
    read(
        () -> {
          action.run();
          return true;
        });
  }

  private <T> T read(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
