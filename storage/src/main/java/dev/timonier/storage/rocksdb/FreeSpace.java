package dev.timonier.storage.rocksdb;

import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/// Refuses what would fill the disk, as long as it can still be refused cleanly. Asks the file
/// system now and then only. For whoever has the turn to write.
final class FreeSpace {
  /// What may be written between two looks.
  private static final long STEP = 1 << 20;

  private final Path directory;
  private final FileStore files;
  private final long reserve;
  private long granted;

  /// @param reserve how many bytes are to be left free
  FreeSpace(Path directory, long reserve) {
    this.directory = directory;
    this.reserve = reserve;
    try {
      this.files = Files.getFileStore(directory);
    } catch (IOException e) {
      throw StoreDirectory.inaccessible(directory, e);
    }
  }

  /// @throws StoreException.NoSpace when less than the reserve is free
  void require(long bytes) {
    if (bytes > granted) {
      look();
      granted = Math.max(STEP, bytes);
    }
    granted -= bytes;
  }

  private void look() {
    var usable = usable();
    if (usable < reserve) {
      granted = 0;
      throw new StoreException.NoSpace(
          "the disk of "
              + directory
              + " has "
              + usable
              + " bytes left, of which "
              + reserve
              + " are kept free",
          Outcome.NOT_APPLIED,
          null);
    }
  }

  private long usable() {
    try {
      return files.getUsableSpace();
    } catch (IOException e) {
      throw StoreDirectory.inaccessible(directory, e);
    }
  }
}
