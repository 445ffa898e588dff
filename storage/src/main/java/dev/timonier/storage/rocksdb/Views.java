package dev.timonier.storage.rocksdb;

import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import java.util.concurrent.Phaser;

/// The view that readers get, and those that are still held. Nothing reads the database but through
/// a view, so that it can be closed once all views are gone.
final class Views implements AutoCloseable {
  private final Database database;
  private final Phaser held = new Phaser(1);
  private volatile ReadView current;
  private volatile boolean closed;

  Views(Database database, Revision revision) {
    this.database = database;
    this.current = make(revision);
  }

  /// The revision that readers see.
  Revision revision() {
    return current.revision();
  }

  /// The current view, to be closed by the caller.
  ReadView hold() {
    while (!closed) {
      var view = current;
      if (view.hold()) {
        return view;
      }
    }
    throw new StoreException.Closed(Outcome.NOT_APPLIED);
  }

  /// Shows readers the database as it is now. For whoever has the turn to write.
  void publish(Revision revision) {
    var old = current;
    current = make(revision);
    old.close();
  }

  /// Refuses new readers and waits for those that read.
  @Override
  public void close() {
    closed = true;
    current.close();
    held.arriveAndAwaitAdvance();
  }

  void gone() {
    held.arriveAndDeregister();
  }

  private ReadView make(Revision revision) {
    held.register();
    return new ReadView(this, database, revision);
  }
}
