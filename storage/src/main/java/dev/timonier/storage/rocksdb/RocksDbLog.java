package dev.timonier.storage.rocksdb;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.compaction.Pins;
import dev.timonier.storage.watch.Change;
import dev.timonier.storage.watch.ChangeLog;
import dev.timonier.storage.watch.Commit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// Serves watchers from the log on disk.
final class RocksDbLog implements ChangeLog {
  private static final int REVISIONS_PER_PAGE = 1000;
  private static final long BYTES_PER_PAGE = 1 << 20;

  private final Database database;
  private final Views views;
  private final Reader reader;
  private final Pins pins;

  RocksDbLog(Database database, Views views, Reader reader, Pins pins) {
    this.database = database;
    this.views = views;
    this.reader = reader;
    this.pins = pins;
  }

  @Override
  public Revision compacted() {
    return pins.compacted();
  }

  @Override
  public Revision current() {
    return views.revision();
  }

  @Override
  public Page read(Revision from, Revision through, KeyRange keys) {
    try (var _ = pins.pinFrom(from);
        var view = views.hold()) {
      var records = new ArrayList<LogRecord>();
      var last = readRecords(view, from, through, keys, records);
      return page(view, records, last);
    }
  }

  /// Collects the changes of some keys, whole transactions, and says how far it came.
  private Revision readRecords(
      ReadView view, Revision from, Revision through, KeyRange keys, List<LogRecord> records) {
    var end = new Revision(Math.min(through.value(), from.value() + REVISIONS_PER_PAGE - 1));
    var bytes = 0L;
    var last = from;
    try (var log = database.scan(Family.LOG, view, Optional.of(Layout.log(end.next(), 0)))) {
      for (log.seek(Layout.log(from, 0)); log.isValid(); log.next()) {
        var record = LogRecord.decoded(log.key(), log.value());
        if (bytes > BYTES_PER_PAGE && record.revision().isAfter(last)) {
          return last;
        }
        last = record.revision();
        if (keys.contains(record.key())) {
          bytes += log.value().length;
          records.add(record);
        }
      }
    }
    return end;
  }

  /// Puts the values to the changes, and ends the page when it has enough of them.
  private Page page(ReadView view, List<LogRecord> records, Revision last) {
    var following = following(records);
    var changes = new ArrayList<Change>();
    var bytes = 0L;
    for (var i = 0; i < records.size(); i++) {
      var record = records.get(i);
      if (bytes > BYTES_PER_PAGE && record.revision().isAfter(changes.getLast().revision())) {
        return new Page(grouped(changes), changes.getLast().revision());
      }
      var change = change(record, put(view, record, following.get(i), last));
      bytes += change.bytes();
      changes.add(change);
    }
    return new Page(grouped(changes), last);
  }

  /// For each change the next one of the same key on this page.
  private static List<Optional<LogRecord>> following(List<LogRecord> records) {
    var seen = new HashMap<StoreKey, LogRecord>();
    var following = new ArrayList<Optional<LogRecord>>();
    for (var record : records.reversed()) {
      following.add(Optional.ofNullable(seen.put(record.key(), record)));
    }
    return following.reversed();
  }

  /// What was put is found where the key was changed next: later on this page, or else by looking
  /// it up.
  private Optional<StoredVersion> put(
      ReadView view, LogRecord record, Optional<LogRecord> following, Revision last) {
    return switch (record.kind()) {
      case PUT ->
          following.map(LogRecord::replaced).orElseGet(() -> reader.at(view, record.key(), last));
      case DELETE -> Optional.empty();
    };
  }

  private static Change change(LogRecord record, Optional<StoredVersion> put) {
    return new Change(
        record.key(),
        record.revision(),
        put.map(StoredVersion::entry),
        record.replaced().map(StoredVersion::entry));
  }

  private static List<Commit> grouped(List<Change> changes) {
    var commits = new ArrayList<Commit>();
    var group = new ArrayList<Change>();
    for (var change : changes) {
      if (!group.isEmpty() && change.revision().isAfter(group.getFirst().revision())) {
        commits.add(new Commit(group.getFirst().revision(), List.copyOf(group)));
        group.clear();
      }
      group.add(change);
    }
    if (!group.isEmpty()) {
      commits.add(new Commit(group.getFirst().revision(), List.copyOf(group)));
    }
    return commits;
  }
}
