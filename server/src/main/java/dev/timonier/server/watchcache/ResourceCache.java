package dev.timonier.server.watchcache;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.objectstore.StoredObject;
import dev.timonier.storage.KeyValue;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.metric.Histogram;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The objects of one resource, in the order of their paths, with the latest changes and those who
/// watch them. Changed by the cache's dispatcher alone.
final class ResourceCache {
  private static final Logger LOG = LoggerFactory.getLogger(ResourceCache.class);
  private static final int MOST_HISTORY = 256;

  /// Upper bounds in seconds.
  private static final double[] WAITS = {
    0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2, 3
  };

  private final Function<JsonNode, Map<String, String>> selectable;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final CopyOnWriteArrayList<LiveWatch> watches = new CopyOnWriteArrayList<>();
  private final ListCount cacheLists = new ListCount();
  private final LongAdder latestLists = new LongAdder();
  private final ListCount storeLists = new ListCount();
  private final OwnCommits own = new OwnCommits();
  private final Histogram waits = Histogram.of(WAITS);
  private final StoreRequests requests = new StoreRequests();

  // All guarded by lock.
  private final ObjectsByPath objects = new ObjectsByPath();
  private final Map<String, StoreException> unreadable = new HashMap<>(0); // by path
  private final ArrayDeque<ObjectChange> history = new ArrayDeque<>();
  private Revision historyStart = new Revision(0);
  private Revision changed = new Revision(0); // that of the last change
  private volatile long turns; // read without the lock
  private long loads;
  private long changes;
  private long initialEvents;

  /// @param selectable gives the selectable fields of an object, by their labels
  ResourceCache(Function<JsonNode, Map<String, String>> selectable) {
    this.selectable = selectable;
  }

  /// Begins, or begins again, with what there is at a revision. Changes after it will be told; what
  /// was changed before is not known, so that those who watch have to begin again, too.
  void load(Map<String, KeyValue> present, Revision revision) {
    lock.writeLock().lock();
    try {
      loads++;
      objects.clear();
      unreadable.clear();
      present.forEach((path, entry) -> read(path, entry).ifPresent(it -> objects.put(path, it)));
      history.clear();
      historyStart = revision;
      changed = revision;
      turn();
      var cause = ApiErrors.expired("too old resource version: the history begins at " + revision);
      List.copyOf(watches).forEach(watch -> watch.fail(cause));
      watches.clear();
    } finally {
      lock.writeLock().unlock();
    }
  }

  /// Whether there is something to read, be it empty.
  boolean isLoaded() {
    lock.readLock().lock();
    try {
      return loads > 0;
    } finally {
      lock.readLock().unlock();
    }
  }

  boolean isEmpty() {
    lock.readLock().lock();
    try {
      return objects.isEmpty();
    } finally {
      lock.readLock().unlock();
    }
  }

  /// Changes up to a revision will not be told any more.
  void forgetHistory(Revision revision) {
    lock.writeLock().lock();
    try {
      while (!history.isEmpty() && !history.peek().revision().isAfter(revision)) {
        history.remove();
      }
      historyStart = historyStart.isAfter(revision) ? historyStart : revision;
    } finally {
      lock.writeLock().unlock();
    }
  }

  void put(String path, KeyValue entry) {
    lock.writeLock().lock();
    try {
      read(path, entry)
          .ifPresent(current -> publish(ObjectChange.put(current, objects.put(path, current))));
    } finally {
      lock.writeLock().unlock();
    }
    own.heard(path, entry.modified().value());
  }

  /// What cannot be read is not there for those who watch; [#checkReadable] tells of it.
  private Optional<CachedObject> read(String path, KeyValue entry) {
    try {
      var object = cached(path, entry);
      unreadable.remove(path);
      return Optional.of(object);
    } catch (StoreException.Corrupt e) {
      LOG.error("{}", e.getMessage());
      objects.remove(path);
      unreadable.put(path, e);
      return Optional.empty();
    }
  }

  /// @throws StoreException.Corrupt when what is at a path cannot be read
  void checkReadable(String path) {
    lock.readLock().lock();
    try {
      var cause = unreadable.get(path);
      if (cause != null) {
        throw cause;
      }
    } finally {
      lock.readLock().unlock();
    }
  }

  /// @throws StoreException.Corrupt when something of a selection's scope cannot be read
  void checkReadable(Selection selection) {
    lock.readLock().lock();
    try {
      for (var entry : unreadable.entrySet()) {
        if (selection.inScope(entry.getKey())) {
          throw entry.getValue();
        }
      }
    } finally {
      lock.readLock().unlock();
    }
  }

  void delete(String path, Revision revision) {
    lock.writeLock().lock();
    try {
      unreadable.remove(path);
      objects.remove(path).ifPresent(last -> publish(ObjectChange.delete(revision, last)));
    } finally {
      lock.writeLock().unlock();
    }
    own.heard(path, revision.value());
  }

  /// Watchers only queue what they are told, so that the lock is held for a moment.
  private void publish(ObjectChange change) {
    changed = change.revision();
    changes++;
    turn();
    history.add(change);
    if (history.size() > MOST_HISTORY) {
      historyStart = history.remove().revision();
    }
    for (var watch : watches) {
      watch.tell(change);
    }
  }

  /// The number is told when what it stands for can be read.
  private void turn() {
    turns = loads + changes;
  }

  /// Whether there is something at a path, be it unreadable.
  boolean has(String path) {
    lock.readLock().lock();
    try {
      return objects.get(path).isPresent() || unreadable.containsKey(path);
    } finally {
      lock.readLock().unlock();
    }
  }

  Optional<CachedObject> get(String path) {
    lock.readLock().lock();
    try {
      return objects.get(path);
    } finally {
      lock.readLock().unlock();
    }
  }

  /// @param revision gives the revision that the cache has reached; asked while nothing changes
  ObjectList list(Selection selection, String after, long limit, Supplier<Revision> revision) {
    lock.readLock().lock();
    try {
      var found = new ArrayList<CachedObject>();
      var seen = 0L;
      var scope = inScope(selection, after).iterator();
      for (; found.size() < limit && scope.hasNext(); seen++) {
        var object = scope.next();
        if (selection.takesAll() || selection.matches(object)) {
          found.add(object);
        }
      }
      var remaining = scope.hasNext() ? behind(selection, after, seen) : 0;
      return new ObjectList(found, seen, asOf(revision.get()), remaining);
    } finally {
      lock.readLock().unlock();
    }
  }

  /// Within a batch, a resource is ahead of what the cache as a whole has reached.
  private Revision asOf(Revision reached) {
    return changed.isAfter(reached) ? changed : reached;
  }

  private Iterable<CachedObject> inScope(Selection selection, String after) {
    return selection.name().isEmpty()
        ? objects.from(selection.prefix(), after)
        : objects.get(selection.name()).stream().toList();
  }

  /// How many more there are when some were seen.
  private long behind(Selection selection, String after, long seen) {
    return objects.size(selection.prefix(), after) - seen;
  }

  /// Another number after each change, and after each load.
  long turns() {
    return turns;
  }

  OwnCommits own() {
    return own;
  }

  ListCount cacheLists() {
    return cacheLists;
  }

  LongAdder latestLists() {
    return latestLists;
  }

  ListCount storeLists() {
    return storeLists;
  }

  /// How long reads have waited for the cache, in seconds.
  Histogram waits() {
    return waits;
  }

  StoreRequests requests() {
    return requests;
  }

  ResourceFigures figures() {
    lock.readLock().lock();
    try {
      return new ResourceFigures(
          objects.size(),
          objects.bytes(),
          loads,
          changes,
          initialEvents,
          MOST_HISTORY,
          cacheLists.figures(),
          latestLists.sum(),
          storeLists.figures(),
          waits,
          requests,
          changed);
    } finally {
      lock.readLock().unlock();
    }
  }

  /// Starts a watch; empty when it begins before the history that is kept here.
  Optional<LiveWatch> watch(
      Selection selection, WatchStart start, WatchSink sink, Supplier<Revision> revision) {
    var watch = new LiveWatch(selection, sink, revision, watches::remove);
    lock.writeLock().lock();
    try {
      switch (start) {
        case WatchStart.WithPresentObjects(var at) ->
            begin(watch, selection, at.isBefore(historyStart) ? asOf(revision.get()) : at);
        case WatchStart.After(var after) -> {
          if (after.isBefore(historyStart)) {
            return Optional.empty();
          }
          tellHistory(watch, after);
        }
      }
      watches.add(watch);
      return Optional.of(watch);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void begin(LiveWatch watch, Selection selection, Revision at) {
    var later = history.stream().filter(change -> change.revision().isAfter(at)).toList();
    var present = new ArrayDeque<CachedObject>();
    (later.isEmpty() ? inScope(selection, "") : presentBefore(later, selection))
        .forEach(present::add);
    initialEvents += present.size();
    watch.beginWith(new Beginning(present, at));
    later.forEach(watch::tell);
  }

  /// What is there, without the latest changes.
  private Iterable<CachedObject> presentBefore(List<ObjectChange> later, Selection selection) {
    var present = new TreeMap<String, CachedObject>();
    inScope(selection, "").forEach(object -> present.put(object.path(), object));
    for (var change : later.reversed()) {
      if (selection.inScope(change.path())) {
        change
            .previous()
            .ifPresentOrElse(
                object -> present.put(object.path(), object), () -> present.remove(change.path()));
      }
    }
    return present.values();
  }

  private void tellHistory(LiveWatch watch, Revision after) {
    watch.skipUntil(after);
    List.copyOf(history).forEach(watch::tell);
  }

  List<LiveWatch> watches() {
    return watches;
  }

  /// The version of an object that the store has just given: the one that is here if it is the
  /// same.
  CachedObject known(String path, KeyValue entry) {
    return get(path)
        .filter(here -> here.stored().revision().equals(entry.modified()))
        .orElseGet(() -> cached(path, entry));
  }

  CachedObject cached(String path, KeyValue entry) {
    return new CachedObject(path, StoredObject.of(entry), selectable);
  }
}
