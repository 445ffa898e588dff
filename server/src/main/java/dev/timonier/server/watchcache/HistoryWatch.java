package dev.timonier.server.watchcache;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.storage.KeyRange;
import dev.timonier.storage.KeyValue;
import dev.timonier.storage.Revision;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.Watch;
import dev.timonier.storage.WatchEvent;
import dev.timonier.storage.WatchRequest;
import dev.timonier.storage.Watcher;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// A watch that begins before the cache's history: it reads on from the store's.
final class HistoryWatch implements CacheWatch, Watcher {
  private final Selection selection;
  private final WatchSink sink;
  private final BiFunction<String, KeyValue, CachedObject> cached;
  private final int prefixLength;
  private final Revision start;
  private final Watch watch;
  private volatile Revision delivered; // written by the store's dispatcher

  /// @param keys those of a resource, which have its prefix
  HistoryWatch(
      RevisionedStore store,
      KeyRange keys,
      Revision after,
      Selection selection,
      WatchSink sink,
      BiFunction<String, KeyValue, CachedObject> cached) {
    this.selection = selection;
    this.sink = sink;
    this.cached = cached;
    this.prefixLength = keys.start().toString().length();
    this.start = after;
    this.delivered = after;
    this.watch = store.watch(WatchRequest.from(keys, after.next()).withPrevious(), this);
  }

  @Override
  public void onEvents(List<WatchEvent> events) {
    for (var event : events) {
      readable(event).flatMap(c -> c.seenThrough(selection)).ifPresent(sink::change);
    }
    delivered = events.getLast().revision();
  }

  private Optional<ObjectChange> readable(WatchEvent event) {
    try {
      return change(event);
    } catch (StoreException.Corrupt _) {
      return Optional.empty();
    }
  }

  private Optional<ObjectChange> change(WatchEvent event) {
    var path = event.key().toString().substring(prefixLength);
    var previous = event.previous().map(entry -> cached.apply(path, entry));
    return switch (event) {
      case WatchEvent.Put(var current, _) ->
          Optional.of(ObjectChange.put(cached.apply(path, current), previous));
      case WatchEvent.Delete(_, var revision, _) ->
          previous.map(gone -> ObjectChange.delete(revision, gone));
    };
  }

  @Override
  public void onProgress(Revision revision) {
    delivered = revision;
  }

  @Override
  public void onError(StoreException cause) {
    sink.failed(
        switch (cause) {
          case StoreException.Compacted compacted -> tooOld(start, compacted.compacted());
          default -> ApiErrors.internal("the watch was cut");
        });
  }

  /// @param beginning the first revision after which all is known
  static ApiException tooOld(Revision after, Revision beginning) {
    return ApiErrors.expired("too old resource version: %s (%s)".formatted(after, beginning));
  }

  @Override
  public Revision delivered() {
    return delivered;
  }

  @Override
  public void close() {
    watch.close();
  }
}
