package dev.timonier.storage.rocksdb;

import dev.timonier.storage.StoreException.Outcome;
import dev.timonier.storage.rocksdb.BackupFormat.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDBException;

/// Writes the records of a sound backup into a new store. A directory that was cut off meanwhile is
/// not a store.
final class Restore {
  private static final long BYTES_PER_WRITE = 1 << 20;

  private final Path file;
  private final End end;
  private final Path directory;
  private final RocksDbOptions options;
  private final Progress progress;

  /// @param end of the backup, as it was read before
  Restore(Path file, End end, Path directory, RocksDbOptions options, Progress progress) {
    this.file = file;
    this.end = end;
    this.directory = directory;
    this.options = options;
    this.progress = progress;
  }

  BackupSummary run() {
    try {
      StoreFiles.requireEmpty(directory);
      Files.createDirectories(directory);
      try {
        writeRecords();
        StoreDirectory.mark(directory, end.revision());
      } catch (IOException | RuntimeException e) {
        StoreFiles.deleteAll(directory);
        throw e;
      }
      return new BackupSummary(end.revision(), end.compacted(), end.records(), Files.size(file));
    } catch (IOException e) {
      throw StoreDirectory.inaccessible(file, e);
    }
  }

  private void writeRecords() throws IOException {
    try (var database = Database.open(directory.resolve("db"), options);
        var reader = new BackupReader(file)) {
      var target = new Target(database);
      reader.read(target::add, progress);
      var compacted = Layout.number(end.compacted().value());
      target.add(Family.FACTS, Layout.compacted(), compacted);
      target.add(Family.FACTS, Layout.reclaimed(), compacted);
      target.write();
      flush(database);
    }
  }

  private static void flush(Database database) {
    try (var waiting = new FlushOptions().setWaitForFlush(true)) {
      for (var family : Family.values()) {
        database.rocks().flush(waiting, database.handle(family));
      }
    } catch (RocksDBException e) {
      throw Database.failed(e, Outcome.NOT_APPLIED);
    }
  }

  /// Gathers records into writes.
  private static final class Target {
    private final Database database;
    private final Writes writes;

    Target(Database database) {
      this.database = database;
      this.writes = new Writes(database);
    }

    void add(Family family, byte[] key, byte[] record) {
      writes.put(family, key, record);
      if (family == Family.LOG) {
        addIndex(LogRecord.decoded(key, record));
      }
      if (writes.bytes() > BYTES_PER_WRITE) {
        write();
      }
    }

    void write() {
      database.writeUnlogged(writes);
      writes.clear();
    }

    private void addIndex(LogRecord change) {
      if (change.replaced().isPresent()) {
        writes.put(
            Family.INDEX,
            Layout.index(change.key(), change.revision()),
            Layout.indexRecord(change.ordinal()));
      }
    }
  }
}
