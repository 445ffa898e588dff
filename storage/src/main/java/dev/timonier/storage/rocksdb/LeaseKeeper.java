package dev.timonier.storage.rocksdb;

import dev.timonier.storage.Durability;
import dev.timonier.storage.LeaseId;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreContext;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.lease.Lease;
import dev.timonier.storage.lease.LeaseTable;
import dev.timonier.storage.rocksdb.Command.Place;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Leases on disk. Grants and renewals are written in their turn, but do not wait for the disk: a
/// lease that a power cut takes away has no key that it leaves.
final class LeaseKeeper implements AutoCloseable {
  private final Database database;
  private final Views views;
  private final InstantSource clock;
  private final Writer writer;
  private final LeaseTable table;
  private long lastLease; // touched by whoever has the turn to write

  LeaseKeeper(Database database, Views views, Writer writer, StoreContext context) {
    this.database = database;
    this.views = views;
    this.clock = context.clock();
    this.writer = writer;
    this.table = new LeaseTable(context, this::expire);
    load();
  }

  LeaseTable table() {
    return table;
  }

  LeaseId grant(Duration ttl) {
    Lease.check(ttl);
    return submit(batch -> grant(ttl, batch)).id();
  }

  void renew(LeaseId lease) {
    submit(batch -> renew(lease, batch));
  }

  void revoke(LeaseId lease) {
    writer.execute(ending(lease, _ -> true, Durability.FULL));
  }

  @Override
  public void close() {
    table.close();
  }

  private Lease submit(Function<Batch, Lease> work) {
    return writer.execute(new Command<>(work, table::put, Place.ANYWHERE, Durability.RELAXED));
  }

  /// Asks for the end of a lease, and does not wait for it: the table asks again.
  private void expire(LeaseId lease) {
    try {
      writer.submit(ending(lease, due -> due.expired(clock.instant()), Durability.RELAXED));
    } catch (StoreException.Closed _) {
      table.close();
    }
  }

  private Lease grant(Duration ttl, Batch batch) {
    lastLease++;
    var lease = Lease.starting(new LeaseId(lastLease), ttl, clock.instant());
    batch.writes().put(Family.FACTS, Layout.lastLease(), Layout.number(lastLease));
    write(lease, batch);
    return lease;
  }

  private Lease renew(LeaseId id, Batch batch) {
    var living = table.living(id);
    if (batch.endsLease(id)) {
      throw new StoreException.NoSuchLease(id);
    }
    var renewed = living.renewed(clock.instant());
    write(renewed, batch);
    return renewed;
  }

  /// The command that ends a lease if it still exists and meets a condition.
  private Command<Optional<Lease>> ending(
      LeaseId id, Predicate<Lease> condition, Durability durability) {
    return new Command<>(
        batch -> {
          var ended = table.find(id).filter(condition);
          ended.ifPresent(_ -> end(id, batch, durability));
          return ended;
        },
        ended -> ended.ifPresent(lease -> table.remove(lease.id())),
        Place.FIRST,
        durability);
  }

  private void end(LeaseId id, Batch batch, Durability durability) {
    var deletions =
        keysOf(id).stream()
            .filter(key -> isLeased(key, id, batch))
            .<Mutation>map(Mutation.Delete::new)
            .toList();
    new TransactionWork(
            new Transaction(List.of(), deletions, durability), Prefetched.nothing(), table)
        .apply(batch);
    batch.writes().delete(Family.FACTS, Layout.lease(id));
    batch.demand(durability);
    batch.endLease(id);
  }

  private boolean isLeased(StoreKey key, LeaseId lease, Batch batch) {
    return batch
        .latest(key, Prefetched.nothing())
        .flatMap(StoredVersion::lease)
        .equals(Optional.of(lease));
  }

  private List<StoreKey> keysOf(LeaseId lease) {
    var prefix = Layout.leasedKeys(lease);
    var keys = new ArrayList<StoreKey>();
    try (var view = views.hold();
        var scan = database.scan(Family.FACTS, view, Optional.empty())) {
      for (scan.seek(prefix); scan.isValid() && startsWith(scan.key(), prefix); scan.next()) {
        keys.add(Layout.keyOfLeased(scan.key()));
      }
    }
    return keys;
  }

  private static void write(Lease lease, Batch batch) {
    var record =
        ByteBuffer.allocate(16)
            .putLong(lease.ttl().toMillis())
            .putLong(lease.expiry().toEpochMilli())
            .array();
    batch.writes().put(Family.FACTS, Layout.lease(lease.id()), record);
  }

  private void load() {
    var prefix = Layout.leases();
    try (var view = views.hold();
        var scan = database.scan(Family.FACTS, view, Optional.empty())) {
      lastLease =
          database
              .get(Family.FACTS, view.options(), Layout.lastLease())
              .map(Layout::revision)
              .map(Revision::value)
              .orElse(0L);
      for (scan.seek(prefix); scan.isValid() && startsWith(scan.key(), prefix); scan.next()) {
        table.put(read(scan.key(), ByteBuffer.wrap(scan.value())));
      }
    }
  }

  private static Lease read(byte[] key, ByteBuffer record) {
    return new Lease(
        new LeaseId(ByteBuffer.wrap(key).getLong(1)),
        Duration.ofMillis(record.getLong()),
        Instant.ofEpochMilli(record.getLong()));
  }

  private static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }
}
