package dev.timonier.server.verb;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.machinery.time.Time;
import dev.timonier.machinery.time.Time.Timer;
import dev.timonier.server.objectstore.StoreFailures;
import dev.timonier.server.representation.StatusTree;
import dev.timonier.server.representation.WatchRepresentation;
import dev.timonier.server.representation.WatchRepresentation.InitialEvents;
import dev.timonier.server.request.Reply.FrameSink;
import dev.timonier.server.watchcache.CacheWatch;
import dev.timonier.server.watchcache.Selection;
import dev.timonier.server.watchcache.WatchCache;
import dev.timonier.server.watchcache.WatchFrame;
import dev.timonier.server.watchcache.WatchSink;
import dev.timonier.server.watchcache.WatchStart;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One watch of one client: turns changes into frames, sends bookmarks, ends in time.
final class WatchSession implements WatchSink, AutoCloseable {
  private static final Duration BOOKMARK_PERIOD = Duration.ofMinutes(1);

  /// So long before the end.
  private static final Duration LAST_BOOKMARK = Duration.ofSeconds(2);

  private final WatchCache cache;
  private final Time time;
  private final WatchRepresentation representation;
  private final Plan plan;
  private final FrameSink sink;

  // All guarded by this.
  private @Nullable CacheWatch watch;
  private @Nullable Timer end;
  private @Nullable Timer bookmark;
  private long lastBookmark; // in nanoseconds of our time
  private boolean closed;

  /// What to watch, from where and for how long.
  record Plan(
      GroupResource resource,
      Selection selection,
      WatchStart start,
      ListOptions.Bookmarks bookmarks,
      boolean announcesInitialEnd,
      Duration timeout) {}

  WatchSession(
      WatchCache cache, Time time, WatchRepresentation representation, Plan plan, FrameSink sink) {
    this.cache = cache;
    this.time = time;
    this.representation = representation;
    this.plan = plan;
    this.sink = sink;
  }

  AutoCloseable start() {
    setEnd();
    try {
      started(cache.watch(plan.resource(), plan.selection(), plan.start(), this));
    } catch (ApiException e) {
      failed(e);
    } catch (StoreException e) {
      failed(StoreFailures.told(e));
    }
    return this;
  }

  private synchronized void setEnd() {
    lastBookmark = time.nanoTime() + plan.timeout().minus(LAST_BOOKMARK).toNanos();
    end = time.after(plan.timeout(), this::finish);
  }

  private synchronized void started(CacheWatch started) {
    watch = started;
    if (plan.bookmarks() == ListOptions.Bookmarks.ALLOWED) {
      scheduleBookmark();
    }
  }

  /// Roughly each minute, and shortly before the end, so that the client can go on from there.
  private void scheduleBookmark() {
    var left = Duration.ofNanos(lastBookmark - time.nanoTime());
    if (left.isPositive()) {
      var delay = left.compareTo(BOOKMARK_PERIOD) < 0 ? left : BOOKMARK_PERIOD;
      bookmark = time.after(delay, this::sendBookmark);
    }
  }

  @Override
  public void change(WatchFrame frame) {
    push(() -> representation.frame(frame));
  }

  private void push(Supplier<byte[]> frame) {
    try {
      sink.push(frame.get());
    } catch (ApiException | StoreException.Corrupt _) {
      sink.end(); // the client asked for a form that objects do not have, or that this one has not
    }
  }

  @Override
  public boolean awaitRoom() {
    return sink.awaitRoom();
  }

  @Override
  public void initialEventsEnd(Revision revision) {
    if (plan.announcesInitialEnd() && plan.bookmarks() == ListOptions.Bookmarks.ALLOWED) {
      push(() -> representation.bookmark(revision, InitialEvents.END));
    }
  }

  @Override
  public void failed(ApiException cause) {
    sink.push(representation.error(StatusTree.of(cause.status())));
    sink.end();
  }

  private synchronized void sendBookmark() {
    if (!closed && watch != null) {
      var reached = watch.delivered();
      push(() -> representation.bookmark(reached, InitialEvents.OTHER));
      scheduleBookmark();
    }
  }

  private void finish() {
    sink.end();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (watch != null) {
      watch.close();
    }
    if (end != null) {
      end.cancel();
    }
    if (bookmark != null) {
      bookmark.cancel();
    }
  }
}
