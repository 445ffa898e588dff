package dev.timonier.storage.rocksdb;

import dev.timonier.storage.Durability;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/// Makes a copy of a store while it is used. What is sorted into files never changes, so it is
/// shared by hard links; only the log and some small files are copied.
final class Checkpoint {
  private final RocksDB database;
  private final Path source;

  /// @param source the database's directory
  Checkpoint(Database database, Path source) {
    this.database = database.rocks();
    this.source = source;
  }

  /// Makes `target`, which must not exist, a store with everything up to `revision` at least.
  void create(Path target, Revision revision, Durability durability) {
    try {
      StoreFiles.requireEmpty(target);
      database.disableFileDeletions();
      try {
        copy(Files.createDirectories(target.resolve("db")), durability);
      } finally {
        database.enableFileDeletions();
      }
      StoreDirectory.mark(target, revision);
    } catch (IOException e) {
      throw StoreDirectory.inaccessible(target, e);
    } catch (RocksDBException e) {
      throw Database.failed(e, Outcome.NOT_APPLIED);
    }
  }

  private void copy(Path target, Durability durability) throws IOException, RocksDBException {
    var live = database.getLiveFiles(false);
    for (var name : live.files) {
      var file = Path.of(name.substring(1));
      if (isManifest(name)) {
        StoreFiles.copy(
            source.resolve(file), target.resolve(file), live.manifestFileSize, durability);
      } else {
        StoreFiles.share(source.resolve(file), target.resolve(file), durability);
      }
    }
    for (var log : database.getSortedWalFiles()) {
      var file = Objects.requireNonNull(Path.of(log.pathName()).getFileName());
      StoreFiles.copy(source.resolve(file), target.resolve(file), Long.MAX_VALUE, durability);
    }
    StoreFiles.syncEntries(target, durability);
  }

  private static boolean isManifest(String name) {
    return name.startsWith("/MANIFEST");
  }
}
