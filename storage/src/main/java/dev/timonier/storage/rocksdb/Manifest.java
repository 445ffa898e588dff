package dev.timonier.storage.rocksdb;

import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How often the files of a database had been rearranged when one looked. RocksDB appends each
/// flush and each compaction to the manifest that the file `CURRENT` names, and deletes what became
/// superfluous only then: as long as the manifest stays the same, so do the files that matter.
///
/// @param name of the manifest
/// @param size in bytes
record Manifest(String name, long size) {
  /// @throws StoreException.Corrupt when there is none
  static Manifest of(Path database) {
    try {
      var name = Files.readString(database.resolve("CURRENT")).strip();
      return new Manifest(name, Files.size(database.resolve(name)));
    } catch (IOException e) {
      throw new StoreException.Corrupt(
          database + " has no manifest: " + e.getMessage(), Outcome.NOT_APPLIED, e);
    }
  }
}
