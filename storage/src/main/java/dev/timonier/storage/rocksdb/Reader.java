package dev.timonier.storage.rocksdb;

import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import dev.timonier.storage.StoreKey;
import java.util.Optional;

/// Looks up versions, as [Layout] describes it.
final class Reader {
  private final Database database;

  Reader(Database database) {
    this.database = database;
  }

  /// The newest version that a view shows.
  Optional<StoredVersion> latest(ReadView view, StoreKey key) {
    return database
        .get(Family.LATEST, view.options(), key.bytes())
        .map(record -> new StoredVersion(key, record));
  }

  /// The version as of a revision that is not compacted.
  Optional<StoredVersion> at(ReadView view, StoreKey key, Revision revision) {
    var latest = latest(view, key);
    if (latest.isPresent() && !latest.get().modified().isAfter(revision)) {
      return latest;
    }
    try (var index = database.scan(Family.INDEX, view, Optional.empty())) {
      var escaped = Layout.escaped(key);
      index.seek(Layout.index(escaped, revision.next()));
      return index.isValid() && Layout.isIndexOf(index.key(), escaped)
          ? replacedAt(view, index).filter(version -> !version.modified().isAfter(revision))
          : Optional.empty();
    }
  }

  /// The version that was replaced by the change that an index entry points to.
  Optional<StoredVersion> replacedAt(ReadView view, Scan index) {
    return change(view, index).replaced();
  }

  /// The change that an index entry points to.
  LogRecord change(ReadView view, Scan index) {
    var revision = Layout.revisionOfIndex(index.key());
    var storedKey = Layout.log(revision, Layout.ordinal(index.value()));
    return database
        .get(Family.LOG, view.options(), storedKey)
        .map(record -> LogRecord.decoded(storedKey, record))
        .orElseThrow(() -> missing(revision));
  }

  private static StoreException missing(Revision revision) {
    return new StoreException.Corrupt(
        "the log entry of revision " + revision + " is missing", Outcome.NOT_APPLIED, null);
  }
}
