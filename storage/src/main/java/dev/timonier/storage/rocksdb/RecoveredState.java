package dev.timonier.storage.rocksdb;

import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.rocksdb.ReadOptions;

/// Where a store was when it was closed or cut off.
///
/// @param lastMoment when the last commit was
record RecoveredState(
    Revision current, Revision compacted, Revision reclaimed, Instant lastMoment) {
  static RecoveredState of(Database database) {
    try (var views = new Views(database, Revision.FIRST);
        var view = views.hold();
        var log = database.scan(Family.LOG, view, Optional.empty())) {
      var compacted = fact(database, view.options(), Layout.compacted());
      var reclaimed = fact(database, view.options(), Layout.reclaimed());
      log.seekToLast();
      if (!log.isValid()) {
        return new RecoveredState(
            max(Revision.FIRST, compacted), compacted, reclaimed, Instant.EPOCH);
      }
      var last = LogRecord.decoded(log.key(), log.value());
      return new RecoveredState(
          max(last.revision(), compacted), compacted, reclaimed, last.committed());
    }
  }

  /// A log that ends before what was acknowledged has lost something.
  void checkAgainst(Revision acknowledged, Path directory) {
    if (current.isBefore(acknowledged)) {
      throw new StoreException.Corrupt(
          "the log of the store in "
              + directory
              + " ends at revision "
              + current
              + ", but revision "
              + acknowledged
              + " was acknowledged as durable",
          Outcome.NOT_APPLIED,
          null);
    }
  }

  private static Revision fact(Database database, ReadOptions reading, byte[] key) {
    return database.get(Family.FACTS, reading, key).map(Layout::revision).orElse(Revision.NONE);
  }

  private static Revision max(Revision one, Revision other) {
    return one.isAfter(other) ? one : other;
  }
}
