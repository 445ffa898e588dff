package dev.timonier.storage.memory;

import dev.timonier.storage.CommitResult;
import dev.timonier.storage.KeyRange;
import dev.timonier.storage.KeyValue;
import dev.timonier.storage.KeyVersion;
import dev.timonier.storage.LeaseId;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.Pin;
import dev.timonier.storage.RangeCursor;
import dev.timonier.storage.RangeRequest;
import dev.timonier.storage.Revision;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreContext;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.StoreLimits;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.Watch;
import dev.timonier.storage.WatchRequest;
import dev.timonier.storage.Watcher;
import dev.timonier.storage.compaction.Pins;
import dev.timonier.storage.lease.Lease;
import dev.timonier.storage.lease.LeaseTable;
import dev.timonier.storage.metric.StoreMeters;
import dev.timonier.storage.metric.WatchGauges;
import dev.timonier.storage.watch.RevisionGate;
import dev.timonier.storage.watch.WatchHub;
import dev.timonier.storage.watch.WatchOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// A store in memory: a [History] behind one lock. What is in it ends with the process, so that
/// every commit is as durable as can be.
public final class MemoryStore implements RevisionedStore {
  private final StoreContext context;
  private final ReentrantLock lock = new ReentrantLock();
  private final History history; // guarded by lock
  private final Pins pins;
  private final RevisionGate gate;
  private final LeaseTable leases;
  private final WatchHub hub;
  private final StoreMeters meters;
  private long lastLease; // guarded by lock
  private boolean closed; // guarded by lock

  /// A new store.
  public MemoryStore(StoreContext context) {
    this(context, new History(), Revision.NONE, List.of());
  }

  private MemoryStore(
      StoreContext context, History history, Revision compacted, List<Lease> leases) {
    this.context = context;
    this.history = history;
    this.pins = new Pins(compacted);
    this.gate = new RevisionGate(history.current());
    this.hub =
        new WatchHub(new HistoryLog(lock, history, pins), WatchOptions.DEFAULT, history.current());
    this.leases = new LeaseTable(context, this::expire);
    this.meters = new StoreMeters(context.metrics());
    leases.forEach(this::adopt);
    registerGauges();
  }

  private void registerGauges() {
    WatchGauges.register(meters, hub);
    meters
        .gauge(
            "etcd_debugging_mvcc_current_revision",
            "The current revision of store.",
            () -> locked(history::current).value())
        .gauge(
            "etcd_debugging_mvcc_compact_revision",
            "The revision of the last compaction in store.",
            () -> pins.compacted().value())
        .gauge("etcd_debugging_mvcc_keys", "Total number of keys.", () -> locked(history::keys));
  }

  /// A store that starts as this one is now, leases included, and changes independently of it.
  public MemoryStore fork() {
    return read(() -> new MemoryStore(context, history.copy(), pins.compacted(), leases.all()));
  }

  @Override
  public Revision currentRevision() {
    return read(history::current);
  }

  @Override
  public boolean isExclusive() {
    return true;
  }

  @Override
  public Revision compactedRevision() {
    return pins.compacted();
  }

  @Override
  public void awaitRevision(Revision revision, Duration atMost) {
    gate.await(revision, atMost);
  }

  @Override
  public Optional<KeyValue> get(StoreKey key) {
    return read(() -> history.get(key, history.current()));
  }

  @Override
  public Optional<KeyValue> get(StoreKey key, Revision revision) {
    return read(() -> history.get(key, readable(revision)));
  }

  @Override
  public RangeCursor range(RangeRequest request) {
    return read(
        () -> {
          var revision = readable(request.at().orElseGet(history::current));
          var entries =
              history.range(request.keys(), revision).limit(request.limit()).map(request::show);
          return new ListCursor(revision, entries.toList().iterator(), pins.pin(revision));
        });
  }

  @Override
  public long count(KeyRange keys, Optional<Revision> revision) {
    return read(() -> history.range(keys, readable(revision.orElseGet(history::current))).count());
  }

  @Override
  public List<KeyVersion> history(StoreKey key, int limit) {
    return read(() -> history.versions(key).limit(limit).toList());
  }

  @Override
  public Optional<Revision> revisionAt(Instant instant) {
    return read(() -> history.revisionAt(instant));
  }

  @Override
  public CommitResult commit(Transaction transaction) {
    StoreLimits.DEFAULT.check(transaction);
    return read(
        () -> {
          if (history.admits(transaction)) {
            transaction.mutations().forEach(this::checkLease);
          }
          return apply(transaction);
        });
  }

  @Override
  public Watch watch(WatchRequest request, Watcher watcher) {
    return hub.watch(request, watcher);
  }

  @Override
  public void compact(Revision revision) {
    read(
        () -> {
          checkReached(revision);
          var reached = pins.compact(revision);
          history.compact(reached);
          return reached;
        });
  }

  @Override
  public Pin pin(Revision revision) {
    return read(
        () -> {
          checkReached(revision);
          return pins.pin(revision);
        });
  }

  @Override
  public LeaseId grantLease(Duration ttl) {
    return read(
        () -> {
          var lease = Lease.starting(new LeaseId(lastLease + 1), ttl, context.clock().instant());
          adopt(lease);
          return lease.id();
        });
  }

  @Override
  public void renewLease(LeaseId lease) {
    read(
        () -> {
          leases.put(leases.living(lease).renewed(context.clock().instant()));
          return lease;
        });
  }

  @Override
  public void revokeLease(LeaseId lease) {
    read(
        () -> {
          leases.remove(lease);
          return deleteKeysOf(lease);
        });
  }

  @Override
  public Optional<Duration> remaining(LeaseId lease) {
    return read(() -> leases.remaining(lease));
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    meters.close();
    leases.close();
    gate.close();
    hub.close();
  }

  private void adopt(Lease lease) {
    lastLease = Math.max(lastLease, lease.id().value());
    leases.put(lease);
  }

  private void checkLease(Mutation mutation) {
    if (mutation instanceof Mutation.Put(_, _, var lease)) {
      lease.ifPresent(leases::living);
    }
  }

  private CommitResult apply(Transaction transaction) {
    var before = history.current();
    var result = history.apply(transaction, context.clock().instant());
    if (history.current().isAfter(before)) {
      gate.advance(history.current());
      var commits = history.commits(history.current()).toList();
      hub.publish(commits, history.current());
      meters.committed(commits);
    }
    return result;
  }

  /// Deletes the keys of a lease unless it was renewed meanwhile.
  private void expire(LeaseId id) {
    lock.lock();
    try {
      var expired = leases.find(id).filter(lease -> lease.expired(context.clock().instant()));
      if (!closed && expired.isPresent()) {
        leases.remove(id);
        deleteKeysOf(id);
      }
    } finally {
      lock.unlock();
    }
  }

  private CommitResult deleteKeysOf(LeaseId lease) {
    var deletions =
        history
            .range(KeyRange.all(), history.current())
            .filter(entry -> entry.lease().equals(Optional.of(lease)))
            .map(entry -> new Mutation.Delete(entry.key()))
            .toArray(Mutation[]::new);
    return apply(Transaction.unguarded(deletions));
  }

  private Revision readable(Revision revision) {
    checkReached(revision);
    if (revision.isBefore(pins.compacted())) {
      throw new StoreException.Compacted(revision, pins.compacted());
    }
    return revision;
  }

  private void checkReached(Revision revision) {
    if (revision.isAfter(history.current())) {
      throw new StoreException.FutureRevision(revision, history.current());
    }
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  private <T> T read(Supplier<T> action) {
    lock.lock();
    try {
      if (closed) {
        throw new StoreException.Closed(Outcome.NOT_APPLIED);
      }
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
