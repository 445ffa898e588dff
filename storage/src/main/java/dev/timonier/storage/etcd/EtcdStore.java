package dev.timonier.storage.etcd;

import dev.timonier.storage.CommitResult;
import dev.timonier.storage.KeyRange;
import dev.timonier.storage.KeyValue;
import dev.timonier.storage.KeyVersion;
import dev.timonier.storage.LeaseId;
import dev.timonier.storage.Pin;
import dev.timonier.storage.RangeCursor;
import dev.timonier.storage.RangeRequest;
import dev.timonier.storage.Revision;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreContext;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.Watch;
import dev.timonier.storage.WatchRequest;
import dev.timonier.storage.Watcher;
import dev.timonier.storage.compaction.Pins;
import dev.timonier.storage.metric.StoreMeters;
import dev.timonier.storage.metric.WatchGauges;
import dev.timonier.storage.watch.RevisionGate;
import dev.timonier.storage.watch.WatchHub;
import dev.timonier.storage.watch.WatchOptions;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.options.GetOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A store in etcd 3.4 or later, for several processes at once.
///
/// Revisions are etcd's own. Where several clusters share one etcd, a transaction of one takes a
/// revision that the others do not see: then revisions have gaps, but are unique and in order
/// still.
///
/// One watch of etcd feeds all of this process's watchers, so their number costs etcd nothing. It
/// needs to be allowed to read all keys.
public final class EtcdStore implements RevisionedStore {
  private final Connection connection;
  private final Commits commits;
  private final Leases leases;
  private final Replay replay;
  private final Pins pins;
  private final RevisionGate gate;
  private final WatchHub hub;
  private final Feed feed;
  private final StoreMeters meters;

  private EtcdStore(Connection connection, StoreMeters meters, StoreContext context) {
    var current = connection.current();
    this.connection = connection;
    this.commits = new Commits(connection);
    this.leases = new Leases(connection);
    this.replay = new Replay(connection);
    this.pins = new Pins(connection.compacted());
    this.gate = new RevisionGate(current);
    this.hub = new WatchHub(replay, WatchOptions.DEFAULT, current);
    this.meters = meters;
    WatchGauges.register(meters, hub);
    this.feed = new Feed(connection, hub, gate, context.timer(), current);
  }

  /// Connects to etcd.
  ///
  /// @throws StoreException.Unavailable when nobody can be reached, or does not let us in
  /// @throws StoreException.TimedOut when somebody is reached who does not answer
  public static EtcdStore connect(EtcdOptions options, StoreContext context) {
    var meters = new StoreMeters(context.metrics());
    var connection = Connection.open(options);
    try {
      var store = new EtcdStore(connection, meters, context);
      store.feed.start();
      return store;
    } catch (StoreException.TimedOut e) {
      connection.close();
      throw Connection.whyUnreachable(options, e);
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public Revision currentRevision() {
    return connection.current();
  }

  @Override
  public boolean isExclusive() {
    return false;
  }

  @Override
  public Revision compactedRevision() {
    return connection.compacted();
  }

  @Override
  public void awaitRevision(Revision revision, Duration atMost) {
    if (!revision.isAfter(connection.current())) {
      return;
    }
    try {
      gate.await(revision, atMost);
    } catch (StoreException.FutureRevision _) {
      throw new StoreException.FutureRevision(revision, connection.current());
    }
  }

  @Override
  public Optional<KeyValue> get(StoreKey key) {
    return entry(connection.calls().read(connection.kv().get(connection.keyspace().key(key))));
  }

  @Override
  public Optional<KeyValue> get(StoreKey key, Revision revision) {
    return entry(read(KeyRange.single(key), revision, GetOption.builder()));
  }

  private Optional<KeyValue> entry(GetResponse answer) {
    return answer.getKvs().stream().findFirst().map(connection.keyspace()::entry);
  }

  private GetResponse read(KeyRange keys, Revision revision, GetOption.Builder option) {
    var keyspace = connection.keyspace();
    var asked = option.withRange(keyspace.end(keys)).withRevision(revision.value()).build();
    try {
      return connection.calls().read(connection.kv().get(keyspace.start(keys), asked));
    } catch (StoreException.Unavailable e) {
      throw connection.failedAt(revision, e);
    }
  }

  @Override
  public RangeCursor range(RangeRequest request) {
    var revision = request.at().orElseGet(connection::current);
    var pin = pin(revision);
    try {
      return Pages.of(connection, request, revision, pin);
    } catch (RuntimeException e) {
      pin.close();
      throw e;
    }
  }

  @Override
  public long count(KeyRange keys, Optional<Revision> revision) {
    return keys.isEmpty()
        ? 0
        : read(keys, revision.orElse(Revision.NONE), GetOption.builder().withCountOnly(true))
            .getCount();
  }

  /// Reads all of the history that is kept, because etcd has no index of it.
  @Override
  public List<KeyVersion> history(StoreKey key, int limit) {
    var current = connection.current();
    var compacted = connection.compacted();
    var versions = new ArrayList<KeyVersion>();
    if (compacted.isAfter(Revision.NONE)) {
      get(key, compacted).ifPresent(entry -> versions.add(version(Optional.of(entry), compacted)));
    }
    for (var next = max(compacted, Revision.FIRST).next(); !next.isAfter(current); ) {
      var page = replay.read(next, current, KeyRange.single(key));
      page.commits().stream()
          .flatMap(commit -> commit.changes().stream())
          .forEach(change -> versions.add(version(change.current(), change.revision())));
      next = page.through().next();
    }
    return versions.reversed().stream().limit(limit).toList();
  }

  private static KeyVersion version(Optional<KeyValue> entry, Revision revision) {
    return new KeyVersion(entry.map(KeyValue::modified).orElse(revision), entry, Optional.empty());
  }

  private static Revision max(Revision one, Revision other) {
    return one.isAfter(other) ? one : other;
  }

  /// etcd does not keep the time of commits.
  @Override
  public Optional<Revision> revisionAt(Instant instant) {
    return Optional.empty();
  }

  @Override
  public CommitResult commit(Transaction transaction) {
    return commits.commit(transaction);
  }

  @Override
  public Watch watch(WatchRequest request, Watcher watcher) {
    return hub.watch(request, watcher);
  }

  @Override
  public void compact(Revision revision) {
    checkReached(revision);
    var reach = pins.compact(revision);
    try {
      connection.calls().write(connection.kv().compact(reach.value()));
    } catch (StoreException.Unavailable e) {
      if (!Calls.says(e, "has been compacted")) {
        throw e;
      }
    }
    connection.compactedTo(reach);
  }

  @Override
  public Pin pin(Revision revision) {
    checkReached(revision);
    var compacted = connection.compacted();
    if (revision.isBefore(compacted)) {
      throw new StoreException.Compacted(revision, compacted);
    }
    return pins.pin(revision);
  }

  private void checkReached(Revision revision) {
    var current = connection.current();
    if (revision.isAfter(current)) {
      throw new StoreException.FutureRevision(revision, current);
    }
  }

  @Override
  public LeaseId grantLease(Duration ttl) {
    return leases.grant(ttl);
  }

  @Override
  public void renewLease(LeaseId lease) {
    leases.renew(lease);
  }

  @Override
  public void revokeLease(LeaseId lease) {
    leases.revoke(lease);
  }

  @Override
  public Optional<Duration> remaining(LeaseId lease) {
    return leases.remaining(lease);
  }

  @Override
  public void close() {
    if (connection.isClosed()) {
      return;
    }
    meters.close();
    feed.close();
    gate.close();
    hub.close();
    connection.close();
  }
}
