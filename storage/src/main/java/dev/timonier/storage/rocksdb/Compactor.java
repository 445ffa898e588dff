package dev.timonier.storage.rocksdb;

import dev.timonier.storage.Durability;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.compaction.Pins;
import dev.timonier.storage.metric.StoreMeters;
import dev.timonier.storage.rocksdb.Command.Place;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Compacts, and gives back the space of what is not needed any more, as [Layout] describes it.
///
/// First the compacted revision is committed, then index entries are deleted bit by bit, then whole
/// files of the log are dropped. If that is cut short, the next compaction goes on with it.
final class Compactor {
  /// Commits wait for a write that is under way, so each is short.
  private static final int ENTRIES_PER_WRITE = 100;

  private final Database database;
  private final Views views;
  private final Pins pins;
  private final Writer writer;
  private final StoreMeters meters;
  private final ReentrantLock reclaiming = new ReentrantLock();
  private Revision reclaimed; // guarded by reclaiming

  Compactor(
      Database database,
      Views views,
      Pins pins,
      Writer writer,
      StoreMeters meters,
      Revision reclaimed) {
    this.database = database;
    this.views = views;
    this.pins = pins;
    this.writer = writer;
    this.meters = meters;
    this.reclaimed = reclaimed;
  }

  void compact(Revision target) {
    try (var view = views.hold()) {
      if (target.isAfter(view.revision())) {
        throw new StoreException.FutureRevision(target, view.revision());
      }
    }
    var begin = meters.now();
    var before = pins.compacted();
    var reached = pins.compact(target);
    if (reached.isAfter(before)) {
      commit();
    }
    reclaim(reached);
    meters.compacted(begin);
  }

  /// Writes down what is compacted when it is the command's turn, so that of two compactions at
  /// once the one that is written last does not take the other back.
  private void commit() {
    writer.execute(
        new Command<>(
            batch -> {
              var compacted = pins.compacted();
              batch
                  .writes()
                  .put(Family.FACTS, Layout.compacted(), Layout.number(compacted.value()));
              return compacted;
            },
            _ -> {},
            Place.ANYWHERE,
            Durability.RELAXED));
  }

  private void reclaim(Revision compacted) {
    if (!reclaiming.tryLock()) {
      return;
    }
    try {
      if (reclaimed.isBefore(compacted)) {
        deleteIndexEntries(compacted);
        database.sync(); // files are gone for good, so it must be durable that they may be
        database.dropFiles(Family.LOG, Layout.log(compacted.next(), 0));
      }
    } finally {
      reclaiming.unlock();
    }
  }

  private void deleteIndexEntries(Revision compacted) {
    while (reclaimed.isBefore(compacted)) {
      reclaimed = deleteIndexEntries(reclaimed.next(), compacted);
    }
  }

  /// Deletes some index entries, and returns the last revision without any.
  private Revision deleteIndexEntries(Revision from, Revision through) {
    try (var view = views.hold();
        var log = database.scan(Family.LOG, view, Optional.of(Layout.log(through.next(), 0)))) {
      var writes = new Writes(database);
      var last = through;
      var entries = 0;
      for (log.seek(Layout.log(from, 0)); log.isValid(); log.next()) {
        var record = LogRecord.decoded(log.key(), log.value());
        if (entries >= ENTRIES_PER_WRITE && record.ordinal() == 0) {
          last = new Revision(record.revision().value() - 1);
          break;
        }
        if (record.replaced().isPresent()) {
          writes.delete(Family.INDEX, Layout.index(record.key(), record.revision()));
          entries++;
        }
      }
      writes.put(Family.FACTS, Layout.reclaimed(), Layout.number(last.value()));
      database.writeInBackground(writes);
      return last;
    }
  }
}
