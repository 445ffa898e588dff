package dev.timonier.storage.rocksdb;

import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;
import org.rocksdb.Status;
import org.rocksdb.WriteOptions;

/// RocksDB with our column families and our errors. Nobody may call it any more once it is closed:
/// its owner sees to that.
final class Database implements AutoCloseable {
  /// Whether a write waits for the disk.
  enum Sync {
    NOW,
    LATER
  }

  private final DatabaseOptions options;
  private final RocksDB database;
  private final Map<Family, ColumnFamilyHandle> handles;
  private final int[] ids = new int[Family.values().length + 1]; // by code
  private final WriteOptions synced = new WriteOptions().setSync(true);
  private final WriteOptions unsynced = new WriteOptions();
  private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);
  private final WriteOptions background = new WriteOptions().setLowPri(true);

  private Database(
      DatabaseOptions options, RocksDB database, Map<Family, ColumnFamilyHandle> handles) {
    this.options = options;
    this.database = database;
    this.handles = handles;
    handles.forEach((family, handle) -> ids[family.code()] = handle.getID());
  }

  /// Opens a database, or makes one.
  static Database open(Path directory, RocksDbOptions settings) {
    LogFiles.requireReadable(directory);
    var options = new DatabaseOptions(settings);
    var opened = new ArrayList<ColumnFamilyHandle>();
    try {
      var database =
          RocksDB.open(options.database(), directory.toString(), options.families(), opened);
      return new Database(options, database, byFamily(opened));
    } catch (RocksDBException e) {
      options.close();
      throw cannotOpen(directory, e);
    }
  }

  /// Opens a database as it is now. All of its files are kept open, because they may be deleted.
  static Database openReadOnly(Path directory, RocksDbOptions settings) {
    LogFiles.requireReadable(directory);
    var options = new DatabaseOptions(settings);
    var opened = new ArrayList<ColumnFamilyHandle>();
    try {
      var database =
          RocksDB.openReadOnly(
              options.database().setCreateIfMissing(false).setMaxOpenFiles(-1),
              directory.toString(),
              options.families(),
              opened);
      return new Database(options, database, byFamily(opened));
    } catch (RocksDBException e) {
      options.close();
      throw cannotOpen(directory, e);
    }
  }

  Optional<byte[]> get(Family family, ReadOptions reading, byte[] key) {
    try {
      return Optional.ofNullable(database.get(handle(family), reading, key));
    } catch (RocksDBException e) {
      throw failed(e, Outcome.NOT_APPLIED);
    }
  }

  /// A scan of the keys before `end`, or of all keys. Whoever gets it closes it.
  Scan scan(Family family, ReadView view, Optional<byte[]> end) {
    var reading = view.newOptions();
    var bound = end.map(Slice::new);
    bound.ifPresent(reading::setIterateUpperBound);
    return new Scan(database.newIterator(handle(family), reading), reading, bound);
  }

  void write(Writes writes, Sync sync) {
    write(writes, sync == Sync.NOW ? synced : unsynced);
  }

  /// A write that gives way to others and may be lost.
  void writeInBackground(Writes writes) {
    write(writes, background);
  }

  /// A write that is durable only once the memory is flushed to files.
  void writeUnlogged(Writes writes) {
    write(writes, unlogged);
  }

  /// Makes what was written durable.
  void sync() {
    try {
      database.syncWal();
    } catch (RocksDBException e) {
      throw failed(e, Outcome.UNKNOWN);
    }
  }

  /// About how many keys a family has.
  long estimatedKeys(Family family) {
    try {
      return database.getLongProperty(handle(family), "rocksdb.estimate-num-keys");
    } catch (RocksDBException e) {
      throw failed(e, Outcome.NOT_APPLIED);
    }
  }

  ColumnFamilyHandle handle(Family family) {
    return Objects.requireNonNull(handles.get(family));
  }

  /// The number by which RocksDB knows a family.
  int id(Family family) {
    return ids[family.code()];
  }

  Snapshot snapshot() {
    return database.getSnapshot();
  }

  void release(Snapshot snapshot) {
    database.releaseSnapshot(snapshot);
  }

  /// Gives back the files that hold nothing but keys before `end`.
  void dropFiles(Family family, byte[] end) {
    try {
      database.deleteFilesInRanges(handle(family), List.of(new byte[0], end), false);
    } catch (RocksDBException e) {
      throw failed(e, Outcome.NOT_APPLIED);
    }
  }

  /// The number that RocksDB keeps under this name.
  long property(Family family, String name) {
    try {
      return database.getLongProperty(handle(family), name);
    } catch (RocksDBException e) {
      throw failed(e, Outcome.NOT_APPLIED);
    }
  }

  RocksDB rocks() {
    return database;
  }

  @Override
  public void close() {
    synced.close();
    unsynced.close();
    unlogged.close();
    background.close();
    handles.values().forEach(ColumnFamilyHandle::close);
    try {
      database.closeE();
    } catch (RocksDBException e) {
      throw failed(e, Outcome.NOT_APPLIED);
    } finally {
      options.close();
    }
  }

  /// What RocksDB's error means for the store.
  static StoreException failed(RocksDBException cause, Outcome outcome) {
    var message = "the database failed: " + cause.getMessage();
    var status = Optional.ofNullable(cause.getStatus());
    if (status.map(Status::getSubCode).equals(Optional.of(Status.SubCode.NoSpace))) {
      return new StoreException.NoSpace("the disk is full: " + cause.getMessage(), outcome, cause);
    }
    if (status.map(Status::getCode).equals(Optional.of(Status.Code.Corruption))) {
      return new StoreException.Corrupt(message, outcome, cause);
    }
    return new StoreException.Unavailable(message, outcome, cause);
  }

  private void write(Writes writes, WriteOptions how) {
    try (var batch = writes.batch()) {
      database.write(how, batch);
    } catch (RocksDBException e) {
      throw failed(e, Outcome.UNKNOWN);
    }
  }

  private static StoreException cannotOpen(Path directory, RocksDBException cause) {
    var failure = failed(cause, Outcome.NOT_APPLIED);
    var message = "the database in " + directory + " cannot be opened: " + cause.getMessage();
    return failure instanceof StoreException.NoSpace
        ? failure
        : new StoreException.Corrupt(message, Outcome.NOT_APPLIED, cause);
  }

  private static Map<Family, ColumnFamilyHandle> byFamily(List<ColumnFamilyHandle> handles) {
    var map = new EnumMap<Family, ColumnFamilyHandle>(Family.class);
    var next = handles.iterator();
    for (var family : Family.values()) {
      map.put(family, next.next());
    }
    return Collections.unmodifiableMap(map);
  }
}
