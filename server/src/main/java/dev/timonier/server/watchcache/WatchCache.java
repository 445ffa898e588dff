package dev.timonier.server.watchcache;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.objectstore.ObjectKey;
import dev.timonier.server.watchcache.ResourceCaches.Place;
import dev.timonier.storage.CommitResult;
import dev.timonier.storage.KeyRange;
import dev.timonier.storage.RangeCursor;
import dev.timonier.storage.RangeRequest;
import dev.timonier.storage.Revision;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// All objects of the store in memory, kept up to date by one watch of the whole registry. The
/// store's dispatcher is the only one that changes it, by a [StoreFollower].
///
/// Reads are consistent: they wait until the cache has reached the revision that the store had when
/// they began, which is a matter of microseconds. Nothing of an object is parsed until a selector
/// looks at it.
public final class WatchCache implements AutoCloseable {
  private static final Duration HEARSAY = Duration.ofMillis(5);
  private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(100);

  /// Three seconds of them.
  private static final int MOST_QUESTIONS = 30;

  private final RevisionedStore store;
  private final boolean exclusive; // whether all commits come by way of this cache
  private final ResourceCaches caches = new ResourceCaches();
  private final Progress progress = new Progress();
  private final StoreFollower follower;
  private volatile Revision beginning = new Revision(0); // of the history that is told

  public WatchCache(RevisionedStore store) {
    this.store = store;
    this.exclusive = store.isExclusive();
    this.follower = new StoreFollower(store, caches, progress);
  }

  /// Makes a resource known. To be called before [#start()].
  ///
  /// @param selectable gives the selectable fields of an object, by their labels
  public void register(GroupResource resource, Function<JsonNode, Map<String, String>> selectable) {
    caches.add(resource, selectable);
  }

  /// Loads what the store holds and begins to follow it.
  public void start() {
    follower.start();
  }

  /// Whether every resource has been loaded, so that it can be read.
  public boolean isLoaded() {
    return caches.all().stream().allMatch(ResourceCache::isLoaded);
  }

  /// Whether it hears of what changes: not before it is started, nor while it is loaded again.
  public boolean follows() {
    return follower.follows();
  }

  /// Whether the store holds no object at all, as one that was just made.
  public boolean isEmpty() {
    return caches.all().stream().allMatch(ResourceCache::isEmpty);
  }

  /// Begins the history that watches are told with what the cache has now. The store, which may be
  /// that of other clusters, too, keeps its own.
  public void beginHistory() {
    var now = reached();
    beginning = now;
    caches.all().forEach(resource -> resource.forgetHistory(now));
  }

  /// The present version of an object.
  ///
  /// @param path namespace and name
  /// @throws StoreException.Corrupt when it cannot be read
  public Optional<CachedObject> get(GroupResource resource, String path) {
    var cache = cache(resource);
    var reached = progress.reached();
    if (reached >= acknowledged(cache) || (exclusive && cache.own().none(path, reached))) {
      var known = cache.get(path);
      if (known.isEmpty()) {
        cache.checkReadable(path);
      }
      return known;
    }
    var key = StoreKey.of(ObjectKey.prefix(resource) + path);
    return cache
        .requests()
        .measure(StoreRequest.GET, () -> store.get(key))
        .map(entry -> cache.known(path, entry));
  }

  /// Up to which revision the cache must have come to have all of a resource.
  private long acknowledged(ResourceCache cache) {
    return exclusive ? cache.own().last() : store.currentRevision().value();
  }

  /// When an object was seen to be absent; [Revision#NONE] when it is there.
  public Revision absent(GroupResource resource, String path) {
    var now = reached();
    return cache(resource).has(path) ? Revision.NONE : now;
  }

  /// Commits changes of objects. What was committed elsewhere is waited for by reads of all
  /// resources, what is committed here only by reads of what it changed.
  public CommitResult commit(Transaction transaction) {
    var places = new ArrayList<Optional<Place>>(transaction.mutations().size());
    for (var mutation : transaction.mutations()) {
      places.add(caches.place(mutation.key()));
    }
    var result = commit(transaction, places.getFirst());
    if (exclusive && result instanceof CommitResult.Committed(var revision)) {
      places.forEach(place -> place.ifPresent(changed -> note(changed, revision)));
    }
    return result;
  }

  private CommitResult commit(Transaction transaction, Optional<Place> first) {
    return first.isEmpty()
        ? store.commit(transaction)
        : first
            .get()
            .resource()
            .requests()
            .measure(StoreRequest.of(transaction), () -> store.commit(transaction));
  }

  private void note(Place changed, Revision revision) {
    changed.resource().own().add(changed.path(), revision.value(), progress.reached());
  }

  /// The version of an object that the cache has, which may be a moment old.
  public Optional<CachedObject> peek(GroupResource resource, String path) {
    return cache(resource).get(path);
  }

  /// Sees to it that a list of the latest revision would be whole.
  ///
  /// @throws StoreException.Corrupt when something of the selection's scope cannot be read
  public void checkReadable(GroupResource resource, Selection selection) {
    cache(resource).checkReadable(selection);
  }

  /// The objects of a resource as of the latest revision, but for those that cannot be read.
  ///
  /// @param after the path after which to begin; empty for the first
  public ObjectList list(GroupResource resource, Selection selection, String after, long limit) {
    var cache = cache(resource);
    await(cache, store.currentRevision());
    return cache.list(selection, after, limit, this::reached);
  }

  /// The objects of a resource in its present state, for who does not ask when that was.
  public List<CachedObject> present(GroupResource resource, Selection selection) {
    var cache = cache(resource);
    await(new Revision(acknowledged(cache)));
    return cache.list(selection, "", Long.MAX_VALUE, this::reached).objects();
  }

  /// The objects of a resource as the cache has them, at least as of a revision.
  public ObjectList listNotOlderThan(
      GroupResource resource, Selection selection, Revision revision, long limit) {
    var cache = cache(resource);
    await(cache, revision);
    return cache.list(selection, "", limit, this::reached);
  }

  /// The objects of a resource as they were at a revision.
  ///
  /// @throws dev.timonier.machinery.status.ApiException when that history is gone or yet to come
  public ObjectList listAt(
      GroupResource resource, Selection selection, String after, Revision revision, long limit) {
    await(revision);
    var cache = cache(resource);
    var prefix = ObjectKey.prefix(resource);
    var all = KeyRange.prefix(StoreKey.of(prefix + selection.prefix()));
    var keys = after.isEmpty() ? all : all.after(StoreKey.of(prefix + after));
    var range = RangeRequest.latest(keys).at(revision);
    try {
      return cache
          .requests()
          .measure(
              StoreRequest.LIST, () -> collect(range, cache, selection, prefix.length(), limit));
    } catch (StoreException.Compacted e) {
      throw ApiErrors.expired("The resourceVersion for the provided list is too old.");
    }
  }

  private ObjectList collect(
      RangeRequest range, ResourceCache cache, Selection selection, int prefixLength, long limit) {
    try (var entries = store.range(range)) {
      return collect(entries, cache, selection, prefixLength, limit);
    }
  }

  private static ObjectList collect(
      RangeCursor entries, ResourceCache cache, Selection selection, int prefixLength, long limit) {
    var found = new ArrayList<CachedObject>();
    var seen = 0L;
    var remaining = 0L;
    while (entries.hasNext()) {
      var entry = entries.next();
      seen++;
      var path = entry.key().toString().substring(prefixLength);
      if (found.size() >= limit) {
        remaining += selection.inScope(path) ? 1 : 0;
        continue;
      }
      var object = cache.cached(path, entry);
      if (selection.matches(object)) {
        found.add(object);
      }
    }
    return new ObjectList(found, seen, entries.revision(), remaining);
  }

  /// The revision of the store at this moment.
  public Revision newest() {
    return store.currentRevision();
  }

  /// The revision of the cache, or one that is to be waited for.
  public Revision notOlderThan(Revision least) {
    var present = reached();
    return present.isAfter(least) ? present : least;
  }

  /// Starts to watch a resource.
  public CacheWatch watch(
      GroupResource resource, Selection selection, WatchStart start, WatchSink sink) {
    if (start instanceof WatchStart.WithPresentObjects(var at)) {
      await(at);
    }
    var cache = cache(resource);
    var live = cache.watch(selection, start, sink, this::reached);
    if (live.isPresent()) {
      live.get().tellPresent();
      return live.get();
    }
    var after = ((WatchStart.After) start).revision();
    if (after.isBefore(beginning)) {
      sink.failed(HistoryWatch.tooOld(after, beginning));
      return new EndedWatch(after);
    }
    var prefix = ObjectKey.prefix(resource);
    var keys = KeyRange.prefix(StoreKey.of(prefix));
    return new HistoryWatch(store, keys, after, selection, sink, cache::cached);
  }

  /// Everything up to this revision is in the cache.
  public Revision reached() {
    return progress.revision();
  }

  /// Counts the changes of a resource's objects, for those who keep what they made of them: a count
  /// that is still the same says that nothing has changed.
  public LongSupplier changes(GroupResource resource) {
    return cache(resource)::turns;
  }

  /// Counts a list that a client has asked for.
  public ObjectList counted(GroupResource resource, ListSource source, ObjectList list) {
    var cache = cache(resource);
    switch (source) {
      case LATEST -> {
        cache.latestLists().increment();
        cache.cacheLists().add(list);
      }
      case CACHE -> cache.cacheLists().add(list);
      case STORE -> cache.storeLists().add(list);
    }
    return list;
  }

  public ResourceFigures figures(GroupResource resource) {
    return cache(resource).figures();
  }

  /// Waits for a read of a resource, as below, and notes how long that took.
  public void await(GroupResource resource, Revision revision) {
    await(cache(resource), revision);
  }

  private void await(ResourceCache cache, Revision revision) {
    if (!revision.isAfter(Revision.NONE)) {
      return;
    }
    if (progress.has(revision)) {
      cache.waits().record(0);
      return;
    }
    var begin = System.nanoTime();
    try {
      await(revision);
    } finally {
      cache.waits().recordSince(begin);
    }
  }

  /// Waits until the cache has reached a revision. When it does not hear of it soon, the last to
  /// change was a key that is not of the registry; then the watch is asked for its progress.
  public void await(Revision revision) {
    if (progress.has(revision) || progress.await(revision, HEARSAY)) {
      return;
    }
    for (var wait = 0; wait < MOST_QUESTIONS; wait++) {
      follower.requestProgress();
      if (progress.await(revision, BETWEEN_QUESTIONS)) {
        return;
      }
    }
    throw ApiErrors.tooLargeResourceVersion(revision.value(), progress.reached());
  }

  @Override
  public void close() {
    follower.close();
  }

  private ResourceCache cache(GroupResource resource) {
    return caches.of(resource);
  }
}
