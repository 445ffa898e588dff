package dev.timonier.storage.rocksdb;

import dev.timonier.storage.Revision;
import java.util.concurrent.atomic.AtomicInteger;
import org.rocksdb.ReadOptions;
import org.rocksdb.Snapshot;

/// The database as of one revision: what readers see until the next batch is published. Kept as
/// long as somebody reads it; [#close()] gives it back.
final class ReadView implements AutoCloseable {
  private final Views views;
  private final Database database;
  private final Revision revision;
  private final Snapshot snapshot;
  private final ReadOptions options;
  private final AtomicInteger holders = new AtomicInteger(1);

  ReadView(Views views, Database database, Revision revision) {
    this.views = views;
    this.database = database;
    this.revision = revision;
    this.snapshot = database.snapshot();
    this.options = new ReadOptions().setSnapshot(snapshot);
  }

  Revision revision() {
    return revision;
  }

  /// For single reads.
  ReadOptions options() {
    return options;
  }

  /// For a scan, which adds to them and closes them.
  ReadOptions newOptions() {
    return new ReadOptions().setSnapshot(snapshot);
  }

  /// Takes a further hold; false when it is too late.
  boolean hold() {
    for (var count = holders.get(); count > 0; count = holders.get()) {
      if (holders.compareAndSet(count, count + 1)) {
        return true;
      }
    }
    return false;
  }

  /// Gives one hold back.
  @Override
  public void close() {
    if (holders.decrementAndGet() == 0) {
      options.close();
      database.release(snapshot);
      snapshot.close();
      views.gone();
    }
  }
}
