package dev.timonier.storage.rocksdb;

import dev.timonier.storage.CommitResult;
import dev.timonier.storage.Durability;
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
import dev.timonier.storage.rocksdb.Command.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A store on disk. One process may have it open at a time.
///
/// Commits go through the [Writer], one thread that gives them their order. Readers hold a
/// [ReadView], the database as of the last batch, and meet neither the writer nor each other.
public final class RocksDbStore implements RevisionedStore {
  private final RocksDbOptions options;
  private final OpenStore parts;

  private RocksDbStore(RocksDbOptions options, OpenStore parts) {
    this.options = options;
    this.parts = parts;
  }

  /// Opens the store in a directory; one that does not exist or is empty becomes a new store.
  ///
  /// @throws StoreException.Unavailable when another process has it open, or access is denied
  /// @throws StoreException.Corrupt when it is damaged, of another format, or not a store
  public static RocksDbStore open(Path directory, RocksDbOptions options, StoreContext context) {
    NativeLibrary.load(options.libraries());
    return new RocksDbStore(options, OpenStore.open(directory, options, context));
  }

  @Override
  public Revision currentRevision() {
    try (var view = parts.views().hold()) {
      return view.revision();
    }
  }

  @Override
  public boolean isExclusive() {
    return true;
  }

  @Override
  public Revision compactedRevision() {
    return parts.pins().compacted();
  }

  @Override
  public void awaitRevision(Revision revision, Duration atMost) {
    parts.gate().await(revision, atMost);
  }

  @Override
  public Optional<KeyValue> get(StoreKey key) {
    try (var view = parts.views().hold()) {
      return parts.reader().latest(view, key).map(StoredVersion::entry);
    }
  }

  @Override
  public Optional<KeyValue> get(StoreKey key, Revision revision) {
    try (var view = parts.views().hold();
        var _ = pin(revision, view)) {
      return parts.reader().at(view, key, revision).map(StoredVersion::entry);
    }
  }

  @Override
  public RangeCursor range(RangeRequest request) {
    var view = parts.views().hold();
    try {
      var revision = request.at().orElse(view.revision());
      var pin = pin(revision, view);
      return revision.equals(view.revision())
          ? new LatestCursor(parts.database(), request, view, pin)
          : new PastCursor(past(view, request.keys(), revision), request, revision, view, pin);
    } catch (StoreException e) {
      view.close();
      throw e;
    }
  }

  @Override
  public long count(KeyRange keys, Optional<Revision> revision) {
    var request = RangeRequest.latest(keys).keysOnly();
    var count = 0L;
    try (var cursor = range(revision.map(request::at).orElse(request))) {
      while (cursor.hasNext()) {
        cursor.next();
        count++;
      }
    }
    return count;
  }

  @Override
  public List<KeyVersion> history(StoreKey key, int limit) {
    try (var oldest = parts.pins().pinOldest();
        var view = parts.views().hold()) {
      return parts.past().versions(view, key, oldest.revision(), limit);
    }
  }

  @Override
  public Optional<Revision> revisionAt(Instant instant) {
    try (var oldest = parts.pins().pinOldest();
        var view = parts.views().hold()) {
      return parts.past().revisionAt(view, instant, oldest.revision());
    }
  }

  @Override
  public CommitResult commit(Transaction transaction) {
    options.limits().check(transaction);
    var work = new TransactionWork(transaction, prefetch(transaction), parts.leases().table());
    return parts
        .writer()
        .execute(new Command<>(work, _ -> {}, Place.ANYWHERE, transaction.durability()));
  }

  @Override
  public Watch watch(WatchRequest request, Watcher watcher) {
    return parts.hub().watch(request, watcher);
  }

  @Override
  public void compact(Revision revision) {
    parts.compactor().compact(revision);
  }

  @Override
  public Pin pin(Revision revision) {
    try (var view = parts.views().hold()) {
      return pin(revision, view);
    }
  }

  @Override
  public LeaseId grantLease(Duration ttl) {
    return parts.leases().grant(ttl);
  }

  @Override
  public void renewLease(LeaseId lease) {
    parts.leases().renew(lease);
  }

  @Override
  public void revokeLease(LeaseId lease) {
    parts.leases().revoke(lease);
  }

  @Override
  public Optional<Duration> remaining(LeaseId lease) {
    return parts.leases().table().remaining(lease);
  }

  /// Makes a copy of this store, as of now or a little later, in a directory that does not exist
  /// yet. On the same disk that takes milliseconds, and at first no space.
  ///
  /// @param durability whether the copy must survive a power cut from the start
  public void checkpoint(Path directory, Durability durability) {
    try (var view = parts.views().hold()) {
      new Checkpoint(parts.database(), parts.directory().database())
          .create(directory, view.revision(), durability);
    }
  }

  /// Writes everything as of now into a file, which [SoundBackup] makes a store of. The store is
  /// used meanwhile as ever.
  public BackupSummary backup(Path file, Progress progress) {
    try (var oldest = parts.pins().pinOldest();
        var view = parts.views().hold()) {
      return new Backup(parts.database(), view, oldest.revision(), progress).write(file);
    }
  }

  /// Checks every record as of now.
  public Verification verify(Progress progress) {
    try (var oldest = parts.pins().pinOldest();
        var view = parts.views().hold()) {
      return new Verifier(parts.database(), view, oldest.revision(), progress).verify();
    }
  }

  @Override
  public void close() {
    parts.close();
  }

  private Prefetched prefetch(Transaction transaction) {
    return Prefetched.seen(transaction).orElseGet(() -> read(transaction));
  }

  private Prefetched read(Transaction transaction) {
    try (var view = parts.views().hold()) {
      return Prefetched.of(transaction, view, parts.reader());
    }
  }

  private PastScan past(ReadView view, KeyRange keys, Revision revision) {
    return new PastScan(parts.database(), parts.reader(), view, keys, revision);
  }

  private Pin pin(Revision revision, ReadView view) {
    if (revision.isAfter(view.revision())) {
      throw new StoreException.FutureRevision(revision, view.revision());
    }
    return parts.pins().pin(revision);
  }
}
