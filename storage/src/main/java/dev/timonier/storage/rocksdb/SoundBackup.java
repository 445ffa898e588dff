package dev.timonier.storage.rocksdb;

import dev.timonier.storage.StoreException;
import dev.timonier.storage.rocksdb.BackupFormat.End;
import java.io.IOException;
import java.nio.file.Path;

/// A backup that was read from its beginning to its end, and found complete and undamaged.
public final class SoundBackup {
  private final Path file;
  private final End end;

  private SoundBackup(Path file, End end) {
    this.file = file;
    this.end = end;
  }

  /// @throws StoreException.Corrupt when the file is damaged or not a backup
  public static SoundBackup of(Path file) {
    try (var reader = new BackupReader(file)) {
      return new SoundBackup(file, reader.read((_, _, _) -> {}, Progress.IGNORED));
    } catch (IOException e) {
      throw StoreDirectory.inaccessible(file, e);
    }
  }

  /// Makes a store of it, in a directory that is empty or does not exist.
  ///
  /// @throws StoreException.Unavailable when the directory is not empty
  public BackupSummary restore(Path directory, RocksDbOptions options, Progress progress) {
    NativeLibrary.load(options.libraries());
    return new Restore(file, end, directory, options, progress).run();
  }
}
