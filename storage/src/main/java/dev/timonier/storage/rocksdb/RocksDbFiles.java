package dev.timonier.storage.rocksdb;

import dev.timonier.storage.Durability;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What can be done to stores that this process has not opened.
public final class RocksDbFiles {
  private RocksDbFiles() {}

  /// Writes everything into a file, even while another process uses the store: what that one had
  /// committed when this began, at least.
  ///
  /// @throws StoreException.Corrupt when it is not a store, or is damaged
  /// @throws StoreException.Unavailable when its files change so fast that they cannot be opened
  public static BackupSummary backup(
      Path directory, Path file, RocksDbOptions options, Progress progress) {
    requireStore(directory);
    NativeLibrary.load(options.libraries());
    var acknowledged = acknowledged(directory);
    try (var database = openedInUse(directory, options)) {
      var state = RecoveredState.of(database);
      state.checkAgainst(acknowledged, directory);
      try (var views = new Views(database, state.current());
          var view = views.hold()) {
        return new Backup(database, view, state.compacted(), progress).write(file);
      }
    }
  }

  private static Database openedInUse(Path directory, RocksDbOptions options) {
    try (var files = FrozenFiles.of(directory)) {
      return Database.openReadOnly(files.path(), options);
    }
  }

  /// Makes a new store from a checkpoint, in a directory that is empty or does not exist. The
  /// checkpoint stays as it is.
  public static void fork(Path checkpoint, Path directory) {
    try {
      StoreFiles.requireEmpty(directory);
      var acknowledged = acknowledged(checkpoint);
      StoreFiles.copyDatabase(
          checkpoint.resolve("db"), directory.resolve("db"), Durability.RELAXED);
      StoreDirectory.mark(directory, acknowledged);
    } catch (IOException e) {
      throw StoreDirectory.inaccessible(directory, e);
    }
  }

  /// Puts a store back to what it was at a checkpoint. Whoever has seen later revisions of it must
  /// forget them, for they will be given to other commits.
  public static void rollback(Path directory, Path checkpoint) {
    requireStore(directory);
    var acknowledged = acknowledged(checkpoint);
    try (var store = StoreDirectory.open(directory)) {
      store.replaceDatabase(checkpoint.resolve("db"), acknowledged);
    } catch (IOException e) {
      throw StoreDirectory.inaccessible(directory, e);
    }
  }

  /// Checks every record of a store.
  ///
  /// @throws StoreException.Corrupt when it cannot be opened at all
  public static Verification verify(Path directory, RocksDbOptions options, Progress progress) {
    requireStore(directory);
    NativeLibrary.load(options.libraries());
    try (var store = StoreDirectory.open(directory);
        var database = Database.open(store.database(), options)) {
      var state = RecoveredState.of(database);
      try (var views = new Views(database, state.current());
          var view = views.hold()) {
        var verifier = new Verifier(database, view, state.compacted(), progress);
        verifier
            .findings()
            .collect("log", () -> state.checkAgainst(acknowledged(directory), directory));
        return verifier.verify();
      }
    }
  }

  private static Revision acknowledged(Path store) {
    requireStore(store);
    return AcknowledgedMark.read(store.resolve("acknowledged"));
  }

  private static void requireStore(Path store) {
    if (!Files.exists(store.resolve("format"))) {
      throw new StoreException.Corrupt(store + " is not a store", Outcome.NOT_APPLIED, null);
    }
  }
}
