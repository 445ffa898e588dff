package dev.timonier.storage.rocksdb;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.KeyValue;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.compaction.Pins;
import dev.timonier.storage.rocksdb.LogRecord.Kind;
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
      return new Page(commits(view, records, last), last);
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

  /// Puts the values to the changes. What was put is found where the key was changed next: later on
  /// this page, or else by looking it up.
  private List<Commit> commits(ReadView view, List<LogRecord> records, Revision last) {
    var following = new HashMap<StoreKey, Optional<StoredVersion>>();
    var changes = new ArrayList<Change>();
    for (var record : records.reversed()) {
      var put = following.computeIfAbsent(record.key(), key -> reader.at(view, key, last));
      changes.add(change(record, put.map(StoredVersion::entry)));
      following.put(record.key(), record.replaced());
    }
    return grouped(changes.reversed());
  }

  private static Change change(LogRecord record, Optional<KeyValue> put) {
    var current = record.kind() == Kind.PUT ? put : Optional.<KeyValue>empty();
    var previous = record.replaced().map(StoredVersion::entry);
    return new Change(record.key(), record.revision(), current, previous);
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
