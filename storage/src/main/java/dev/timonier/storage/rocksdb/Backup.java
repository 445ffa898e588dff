package dev.timonier.storage.rocksdb;

import dev.timonier.storage.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// Writes what a view shows into one file. The file appears under its name when it is complete.
final class Backup {
  private final Database database;
  private final ReadView view;
  private final Revision compacted;
  private final Progress progress;
  private final long total;

  Backup(Database database, ReadView view, Revision compacted, Progress progress) {
    this.database = database;
    this.view = view;
    this.compacted = compacted;
    this.progress = progress;
    this.total = estimate(Family.LATEST) + estimate(Family.LOG);
  }

  BackupSummary write(Path file) {
    var unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    try {
      var summary = writeAll(unfinished);
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return summary;
    } catch (IOException e) {
      throw StoreDirectory.inaccessible(file, e);
    } finally {
      delete(unfinished);
    }
  }

  private static void delete(Path unfinished) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      throw StoreDirectory.inaccessible(unfinished, e);
    }
  }

  private BackupSummary writeAll(Path file) throws IOException {
    try (var out = new BackupWriter(file)) {
      add(Family.FACTS, new byte[0], out);
      add(Family.LATEST, new byte[0], out);
      add(Family.LOG, Layout.log(compacted.next(), 0), out);
      progress.at(out.records(), out.records());
      var bytes = out.finish(view.revision(), compacted);
      return new BackupSummary(view.revision(), compacted, out.records(), bytes);
    }
  }

  private void add(Family family, byte[] start, BackupWriter out) throws IOException {
    try (var scan = database.scan(family, view, Optional.empty())) {
      for (scan.seek(start); scan.isValid(); scan.next()) {
        out.add(family, scan.key(), scan.value());
        if (out.records() % 1000 == 0) {
          progress.at(out.records(), Math.max(out.records(), total));
        }
      }
    }
  }

  private long estimate(Family family) {
    return database.property(family, "rocksdb.estimate-num-keys");
  }
}
