package dev.timonier.storage.rocksdb;

import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException.Outcome;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.rocksdb.LogRecord.Kind;
import java.util.Optional;
import org.rocksdb.RocksDBException;

/// Checks everything that [Layout] says of a store: checksums, the order of revisions, `latest` and
/// `index` against the log.
final class Verifier {
  private final Database database;
  private final ReadView view;
  private final Reader reader;
  private final Revision compacted;
  private final Progress progress;
  private final long total;
  private final Findings findings = new Findings();
  private long done;
  private long keys;
  private long changes;

  Verifier(Database database, ReadView view, Revision compacted, Progress progress) {
    this.database = database;
    this.view = view;
    this.reader = new Reader(database);
    this.compacted = compacted;
    this.progress = progress;
    this.total = estimate(Family.LATEST) + estimate(Family.LOG) + estimate(Family.INDEX);
  }

  Findings findings() {
    return findings;
  }

  Verification verify() {
    findings.collect("files", this::checkFiles);
    findings.collect("latest", this::checkLatest);
    findings.collect("log", this::checkLog);
    findings.collect("index", this::checkIndex);
    return new Verification(view.revision(), compacted, keys, changes, findings.damages());
  }

  private void checkFiles() {
    try {
      database.rocks().verifyChecksum();
    } catch (RocksDBException e) {
      throw Database.failed(e, Outcome.NOT_APPLIED);
    }
  }

  private void checkLatest() {
    try (var latest = database.scan(Family.LATEST, view, Optional.empty())) {
      for (latest.seek(new byte[0]); latest.isValid(); latest.next()) {
        var key = new StoreKey(latest.key());
        var where = "latest " + key;
        var record = latest.value();
        findings.collect(where, () -> checkLatest(new StoredVersion(key, record), where));
        keys++;
        step();
      }
    }
  }

  private void checkLatest(StoredVersion version, String where) {
    findings.check(version.intact(), where, "checksum mismatch");
    checkNumbers(version, view.revision(), where);
    version
        .lease()
        .ifPresent(
            lease ->
                findings.check(
                    database
                        .get(Family.FACTS, view.options(), Layout.leasedKey(lease, version.key()))
                        .isPresent(),
                    where,
                    "is not among the keys of its lease"));
    if (version.modified().isAfter(compacted)) {
      findings.check(
          isLogged(version.key(), version.modified()),
          where,
          "the log does not have its revision " + version.modified());
    }
  }

  private void checkNumbers(StoredVersion version, Revision newest, String where) {
    findings.check(
        !version.modified().isAfter(newest),
        where,
        "revision " + version.modified() + " is after " + newest);
    findings.check(
        !version.created().isAfter(version.modified()) && version.version() > 0,
        where,
        "created at "
            + version.created()
            + ", modified at "
            + version.modified()
            + ", version "
            + version.version());
  }

  /// Whether a transaction put this key.
  private boolean isLogged(StoreKey key, Revision revision) {
    var end = Optional.of(Layout.log(revision.next(), 0));
    try (var log = database.scan(Family.LOG, view, end)) {
      for (log.seek(Layout.log(revision, 0)); log.isValid(); log.next()) {
        var change = LogRecord.decoded(log.key(), log.value());
        if (change.key().equals(key)) {
          return change.kind() == Kind.PUT;
        }
      }
    }
    return false;
  }

  private void checkLog() {
    var first = compacted.isBefore(Revision.FIRST) ? Revision.FIRST : compacted;
    var order = new LogOrder(findings, first);
    try (var log = database.scan(Family.LOG, view, Optional.empty())) {
      for (log.seek(Layout.log(compacted.next(), 0)); log.isValid(); log.next()) {
        var storedKey = log.key();
        var record = log.value();
        var where = "log " + LogOrder.place(storedKey);
        order.next(storedKey);
        findings.collect(where, () -> checkChange(storedKey, record, order, where));
        changes++;
        step();
      }
    }
    order.end(view.revision());
  }

  private void checkChange(byte[] storedKey, byte[] record, LogOrder order, String where) {
    findings.check(LogRecord.intact(storedKey, record), where, "checksum mismatch");
    var change = LogRecord.decoded(storedKey, record);
    order.time(change.committed(), where);
    change.replaced().ifPresent(replaced -> checkReplaced(change, replaced, where));
    checkFollowing(change, where);
  }

  private void checkReplaced(LogRecord change, StoredVersion replaced, String where) {
    checkNumbers(replaced, new Revision(change.revision().value() - 1), where);
    var indexKey = Layout.index(change.key(), change.revision());
    var ordinal = database.get(Family.INDEX, view.options(), indexKey).map(Layout::ordinal);
    findings.check(
        ordinal.equals(Optional.of(change.ordinal())), where, "the index does not have it");
  }

  /// What is known of the key after this change must begin with it.
  private void checkFollowing(LogRecord change, String where) {
    var next = following(change);
    switch (change.kind()) {
      case PUT ->
          findings.check(
              next.map(StoredVersion::modified).equals(Optional.of(change.revision())),
              where,
              "what was put to " + change.key() + " is not there");
      case DELETE ->
          findings.check(
              next.filter(version -> !version.created().isAfter(change.revision())).isEmpty(),
              where,
              change.key() + " is still there");
    }
  }

  /// The version that the key's next change replaced, or the latest if there was none.
  private Optional<StoredVersion> following(LogRecord change) {
    try (var index = database.scan(Family.INDEX, view, Optional.empty())) {
      var escaped = Layout.escaped(change.key());
      index.seek(Layout.index(escaped, change.revision().next()));
      return index.isValid() && Layout.isIndexOf(index.key(), escaped)
          ? reader.change(view, index).replaced()
          : reader.latest(view, change.key());
    }
  }

  private void checkIndex() {
    try (var index = database.scan(Family.INDEX, view, Optional.empty())) {
      for (index.seek(new byte[0]); index.isValid(); index.next()) {
        if (Layout.revisionOfIndex(index.key()).isAfter(compacted)) {
          checkIndexEntry(index);
        }
        step();
      }
    }
  }

  private void checkIndexEntry(Scan index) {
    var key = Layout.unescaped(Layout.escapedOfIndex(index.key()));
    var where = "index " + key + " " + Layout.revisionOfIndex(index.key());
    findings.collect(
        where,
        () -> {
          var change = reader.change(view, index);
          findings.check(
              change.key().equals(key) && change.replaced().isPresent(),
              where,
              "points to a change of " + change.key());
        });
  }

  private void step() {
    done++;
    if (done % 1000 == 0) {
      progress.at(done, Math.max(done, total));
    }
  }

  private long estimate(Family family) {
    return database.property(family, "rocksdb.estimate-num-keys");
  }
}
