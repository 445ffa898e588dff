package dev.timonier.storage.rocksdb;

import dev.timonier.storage.KeyVersion;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.rocksdb.LogRecord.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at the history of keys and of the store.
final class Past {
  private final Database database;
  private final Reader reader;

  Past(Database database, Reader reader) {
    this.database = database;
    this.reader = reader;
  }

  /// The versions of a key that can be read, newest first.
  List<KeyVersion> versions(ReadView view, StoreKey key, Revision compacted, int limit) {
    var versions = new ArrayList<KeyVersion>();
    reader.latest(view, key).ifPresent(latest -> versions.add(latest.keyVersion()));
    try (var index = database.scan(Family.INDEX, view, Optional.empty())) {
      var escaped = Layout.escaped(key);
      index.seekBack(Layout.index(escaped, view.revision()));
      while (versions.size() < limit && isChange(index, escaped, compacted)) {
        addReplaced(reader.change(view, index), versions);
        index.previous();
      }
    }
    return versions.stream().limit(limit).toList();
  }

  /// The last revision after the compacted one that was committed at or before an instant: by
  /// bisection, for commit times never go back.
  Optional<Revision> revisionAt(ReadView view, Instant instant, Revision compacted) {
    try (var log = database.scan(Family.LOG, view, Optional.empty())) {
      var before = compacted.value();
      var after = view.revision().value() + 1;
      while (after - before > 1) {
        var middle = before + (after - before) / 2;
        if (isAfter(log, middle, instant)) {
          after = middle;
        } else {
          before = middle;
        }
      }
      return before > compacted.value() && before > Revision.FIRST.value()
          ? Optional.of(new Revision(before))
          : Optional.empty();
    }
  }

  private static boolean isAfter(Scan log, long revision, Instant instant) {
    log.seek(Layout.log(new Revision(revision), 0));
    return log.isValid() && LogRecord.committed(log.value()).isAfter(instant);
  }

  private static boolean isChange(Scan index, byte[] escaped, Revision compacted) {
    return index.isValid()
        && Layout.isIndexOf(index.key(), escaped)
        && Layout.revisionOfIndex(index.key()).isAfter(compacted);
  }

  private static void addReplaced(LogRecord change, List<KeyVersion> versions) {
    if (change.kind() == Kind.DELETE) {
      var time = Optional.of(change.committed());
      versions.add(new KeyVersion(change.revision(), Optional.empty(), time));
    }
    change.replaced().ifPresent(replaced -> versions.add(replaced.keyVersion()));
  }
}
