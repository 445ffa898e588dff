package dev.timonier.storage.compaction;

import dev.timonier.storage.Revision;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreContext;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreTimer.Alarm;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compacts a store from time to time, so that it keeps as much history as is wanted and no more.
/// What is pinned stays.
///
/// It notes at which revision the store is each time that it looks, and compacts to what it noted
/// when the history that is to be kept began: no store needs to know the time of its commits for
/// that.
public final class AutoCompaction implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AutoCompaction.class);

  private record Note(Instant moment, Revision revision) {}

  private final RevisionedStore store;
  private final Retention retention;
  private final StoreContext context;
  private final Deque<Note> notes = new ArrayDeque<>(); // touched by one look at a time
  private Alarm alarm = () -> {}; // guarded by this
  private boolean looking; // guarded by this
  private boolean closed; // guarded by this

  private AutoCompaction(RevisionedStore store, Retention retention, StoreContext context) {
    this.store = store;
    this.retention = retention;
    this.context = context;
  }

  /// Compacts a store until this is closed, which is to be before the store is.
  public static AutoCompaction start(
      RevisionedStore store, Retention retention, StoreContext context) {
    var compaction = new AutoCompaction(store, retention, context);
    compaction.note();
    compaction.plan();
    return compaction;
  }

  /// Whether nothing is done before the next time to look.
  public synchronized boolean idle() {
    return !looking;
  }

  @Override
  public synchronized void close() {
    closed = true;
    alarm.cancel();
  }

  private synchronized void plan() {
    looking = false;
    if (!closed) {
      alarm = context.timer().after(retention.period(), this::startLooking);
    }
  }

  /// Compaction may take long, so it has a thread of its own.
  private synchronized void startLooking() {
    if (!closed) {
      looking = true;
      Thread.ofVirtual().name("timonier-store-compaction").start(this::look);
    }
  }

  private void look() {
    try {
      note();
      compact();
    } catch (StoreException.Closed e) {
      LOG.debug("compaction ends", e);
    } catch (StoreException e) {
      LOG.warn("compaction failed", e);
    } finally {
      plan();
    }
  }

  private void note() {
    notes.add(new Note(context.clock().instant(), store.currentRevision()));
  }

  private void compact() {
    var aged = aged();
    var tooMany = Math.max(0, store.currentRevision().value() - retention.revisions());
    var target = new Revision(Math.max(aged.value(), tooMany));
    if (target.isAfter(store.compactedRevision())) {
      store.compact(target);
    }
  }

  /// Where the store was when the history that is to be kept began.
  private Revision aged() {
    var start = context.clock().instant().minus(retention.age());
    var aged = Revision.NONE;
    while (!notes.isEmpty() && !notes.getFirst().moment().isAfter(start)) {
      aged = notes.removeFirst().revision();
    }
    return aged;
  }
}
