package dev.timonier.storage.rocksdb;

import dev.timonier.storage.Durability;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The files of a database that another process uses, as they were at one moment. They are links,
/// so that they stay when that process deletes its own:
///
/// ```
/// frozen-7261/   CURRENT   MANIFEST-000005   000071.sst   000074.log
/// ```
///
/// Only the manifest is a copy, up to where it was then: what is appended to it later speaks of
/// files that are not here.
final class FrozenFiles implements AutoCloseable {
  private static final String PREFIX = "frozen-";
  private static final int TRIES = 20;

  private final Path path;

  private FrozenFiles(Path path) {
    this.path = path;
  }

  /// @param store whose database is to be read
  /// @throws StoreException.Unavailable when its files change so fast that they cannot be linked
  static FrozenFiles of(Path store) {
    var database = store.resolve("db");
    try {
      for (var tries = 0; tries < TRIES; tries++) {
        var frozen = new FrozenFiles(Files.createTempDirectory(store, PREFIX));
        if (frozen.isWhole(database)) {
          return frozen;
        }
        frozen.close();
      }
    } catch (IOException e) {
      throw StoreDirectory.inaccessible(store, e);
    }
    throw new StoreException.Unavailable(
        database + " changes faster than it can be read", Outcome.NOT_APPLIED, null);
  }

  /// Takes away what processes left that did not come to their end.
  static void deleteLeftovers(Path store) throws IOException {
    try (var entries = Files.newDirectoryStream(store, PREFIX + "*")) {
      for (var entry : entries) {
        StoreFiles.deleteAll(entry);
      }
    }
  }

  Path path() {
    return path;
  }

  /// The files that have been opened stay readable.
  @Override
  public void close() {
    try {
      StoreFiles.deleteAll(path);
    } catch (IOException e) {
      throw StoreDirectory.inaccessible(path, e);
    }
  }

  /// While the files are linked, some may be replaced by others: what was linked is a mixture then.
  private boolean isWhole(Path database) throws IOException {
    var manifest = Manifest.of(database);
    try {
      link(database, manifest);
    } catch (NoSuchFileException _) {
      return false;
    }
    return Manifest.of(database).equals(manifest);
  }

  private void link(Path database, Manifest manifest) throws IOException {
    var copied = path.resolve(manifest.name());
    StoreFiles.copy(database.resolve(manifest.name()), copied, manifest.size(), Durability.RELAXED);
    try (var files = Files.list(database)) {
      for (var file : files.filter(StoreFiles::isPartOfADatabase).toList()) {
        var target = path.resolve(database.relativize(file));
        if (!target.equals(copied)) {
          StoreFiles.link(file, target, Durability.RELAXED);
        }
      }
    }
  }
}
