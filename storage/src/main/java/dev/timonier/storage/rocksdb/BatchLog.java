package dev.timonier.storage.rocksdb;

import dev.timonier.storage.metric.StoreMeters;
import dev.timonier.storage.rocksdb.Database.Sync;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// Writes batches one after the other, and shows each to its audience once it is as durable as its
/// commands asked for. For whoever has the turn to write.
final class BatchLog {
  private final Database database;
  private final Audience audience;
  private final AcknowledgedMark acknowledged;
  private final FreeSpace space;
  private final LogSpace log;
  private final InstantSource clock;
  private final StoreMeters meters;
  private final Writes writes;
  private Instant lastMoment;
  private boolean unsynced;

  /// @param lastMoment when the last transaction was committed; time never goes back from there
  BatchLog(
      Database database,
      Audience audience,
      AcknowledgedMark acknowledged,
      FreeSpace space,
      LogSpace log,
      InstantSource clock,
      StoreMeters meters,
      Instant lastMoment) {
    this.database = database;
    this.writes = new Writes(database);
    this.audience = audience;
    this.acknowledged = acknowledged;
    this.space = space;
    this.log = log;
    this.clock = clock;
    this.meters = meters;
    this.lastMoment = lastMoment;
  }

  Batch newBatch() {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    lastMoment = now.isAfter(lastMoment) ? now : lastMoment;
    writes.clear();
    return new Batch(audience.recent(), writes, audience.views().revision(), lastMoment);
  }

  /// Writes a batch and shows it to readers.
  void write(Batch batch) {
    if (batch.isEmpty()) {
      return;
    }
    var begin = meters.now();
    space.require(batch.bytes());
    switch (batch.durability()) {
      case FULL -> writeDurably(batch);
      case RELAXED -> {
        database.write(batch.writes(), Sync.LATER);
        unsynced = true;
      }
    }
    audience.show(batch);
    count(batch, begin);
  }

  private void count(Batch batch, long begin) {
    meters.written(begin, batch.commits());
  }

  void tellWatchers(Batch batch) {
    audience.tellWatchers(batch);
  }

  /// Whether something is written that is not durable yet.
  boolean isUnsynced() {
    return unsynced;
  }

  /// Makes everything durable that is written.
  void sync() {
    if (unsynced) {
      var begin = meters.now();
      database.sync();
      meters.synced(begin);
      acknowledged.advance(audience.views().revision());
      unsynced = false;
    }
  }

  private void writeDurably(Batch batch) {
    log.require(batch.bytes());
    var begin = meters.now();
    database.write(batch.writes(), Sync.NOW);
    meters.synced(begin);
    acknowledged.advance(batch.revision());
    unsynced = false;
  }
}
