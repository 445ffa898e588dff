package dev.timonier.server.watchcache;

import dev.timonier.server.objectstore.ObjectKey;
import dev.timonier.server.watchcache.ResourceCaches.Place;
import dev.timonier.storage.KeyRange;
import dev.timonier.storage.KeyValue;
import dev.timonier.storage.RangeRequest;
import dev.timonier.storage.Revision;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.Watch;
import dev.timonier.storage.WatchEvent;
import dev.timonier.storage.WatchRequest;
import dev.timonier.storage.Watcher;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fills the caches with what the store holds, and follows it by one watch of the whole registry.
/// When the store can no longer tell what happened since the last change that came, as its history
/// was compacted while it could not be reached, they are filled again.
final class StoreFollower implements Watcher, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StoreFollower.class);
  private static final KeyRange EVERYTHING = KeyRange.prefix(ObjectKey.REGISTRY);
  private static final Duration BETWEEN_LOADS = Duration.ofSeconds(1);

  private final RevisionedStore store;
  private final ResourceCaches caches;
  private final Progress progress;
  private volatile boolean closed;
  private volatile boolean follows;
  private volatile @Nullable Watch watch;

  StoreFollower(RevisionedStore store, ResourceCaches caches, Progress progress) {
    this.store = store;
    this.caches = caches;
    this.progress = progress;
  }

  void start() {
    var revision = load();
    progress.restart(revision);
    follows = true; // until the watch says otherwise
    watch = store.watch(WatchRequest.from(EVERYTHING, revision.next()), this);
  }

  /// Whether it hears of what changes: not before it is started, nor while it fills the caches
  /// again.
  boolean follows() {
    return follows;
  }

  /// Asks the store to tell how far it has come.
  void requestProgress() {
    Objects.requireNonNull(watch).requestProgress();
  }

  private Revision load() {
    var present = new HashMap<ResourceCache, Map<String, KeyValue>>();
    try (var entries = store.range(RangeRequest.latest(EVERYTHING))) {
      while (entries.hasNext()) {
        var entry = entries.next();
        caches.place(entry.key()).ifPresent(place -> note(present, place, entry));
      }
      for (var cache : caches.all()) {
        cache.load(present.getOrDefault(cache, Map.of()), entries.revision());
      }
      return entries.revision();
    }
  }

  private static void note(
      Map<ResourceCache, Map<String, KeyValue>> present, Place place, KeyValue entry) {
    present.computeIfAbsent(place.resource(), _ -> new HashMap<>()).put(place.path(), entry);
  }

  private void startAgain() {
    while (!closed) {
      try {
        start();
        return;
      } catch (StoreException.Closed _) {
        return;
      } catch (StoreException e) {
        LOG.warn("the cache could not be loaded again; it will be tried again", e);
        LockSupport.parkNanos(BETWEEN_LOADS.toNanos());
      }
    }
  }

  @Override
  public void onEvents(List<WatchEvent> events) {
    for (var event : events) {
      caches.place(event.key()).ifPresent(place -> apply(event, place.resource(), place.path()));
    }
    progress.advance(events.getLast().revision());
  }

  private static void apply(WatchEvent event, ResourceCache resource, String path) {
    switch (event) {
      case WatchEvent.Put(KeyValue current, _) -> resource.put(path, current);
      case WatchEvent.Delete(_, var revision, _) -> resource.delete(path, revision);
    }
  }

  @Override
  public void onProgress(Revision revision) {
    progress.advance(revision);
  }

  @Override
  public void onError(StoreException cause) {
    if (!(cause instanceof StoreException.Closed)) {
      LOG.warn("the store's watch failed; the cache is loaded again", cause);
      follows = false;
      Thread.ofVirtual().name("watch-cache").start(this::startAgain);
    }
  }

  @Override
  public void close() {
    closed = true;
    var running = watch;
    if (running != null) {
      running.close();
    }
  }
}
