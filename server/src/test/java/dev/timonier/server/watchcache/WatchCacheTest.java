package dev.timonier.server.watchcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.storage.KeyRange;
import dev.timonier.storage.KeyValue;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.Revision;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreContext;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.Watch;
import dev.timonier.storage.WatchRequest;
import dev.timonier.storage.Watcher;
import dev.timonier.storage.memory.MemoryStore;
import dev.timonier.storage.metric.StoreMetrics;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchCacheTest {
  private static final GroupResource CONFIG_MAPS = new GroupResource("", "configmaps");
  private static final GroupResource SECRETS = new GroupResource("", "secrets");
  private static final byte[] OBJECT =
      """
      {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"mine"}}"""
          .getBytes(StandardCharsets.UTF_8);

  private final MemoryStore store =
      new MemoryStore(
          new StoreContext(InstantSource.system(), (_, _) -> () -> {}, new StoreMetrics()));
  private final AtomicBoolean unreadable = new AtomicBoolean();
  private final AtomicReference<Watcher> follower = new AtomicReference<>();
  private final AtomicReference<Watch> followed = new AtomicReference<>();
  private final WatchCache cache = new WatchCache(listened(store));

  /// The store, whose watch can be broken.
  private RevisionedStore listened(RevisionedStore real) {
    return (RevisionedStore)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {RevisionedStore.class},
            (_, method, arguments) -> {
              if (unreadable.get() && method.getName().equals("range")) {
                throw new StoreException.Unavailable("no leader", Outcome.NOT_APPLIED, null);
              }
              var result = method.invoke(real, arguments);
              if (result instanceof Watch watch) {
                follower.set((Watcher) arguments[1]);
                followed.set(watch);
              }
              return result;
            });
  }

  @BeforeEach
  void start() {
    cache.register(CONFIG_MAPS, _ -> Map.of());
    cache.register(SECRETS, _ -> Map.of());
    cache.start();
  }

  @AfterEach
  void close() {
    cache.close();
    store.close();
  }

  private void commit(String key) {
    store.commit(Transaction.unguarded(new Mutation.Put(StoreKey.of(key), OBJECT)));
  }

  private void delete(String key) {
    store.commit(Transaction.unguarded(new Mutation.Delete(StoreKey.of(key))));
  }

  /// As those who share an etcd do.
  @Test
  void listIsServedWhenKeysOfOthersWereTheLastToChange() {
    commit("/registry/core/configmaps/default/mine");
    commit("/elsewhere");

    var list = cache.list(CONFIG_MAPS, Selection.everything(), "", Long.MAX_VALUE);
    assertThat(list.objects()).hasSize(1);
    assertThat(list.revision()).isEqualTo(store.currentRevision());
  }

  /// The client is slow; nobody else waits for it.
  @Test
  void presentObjectsAreToldAsTheClientTakesThem() {
    commit("/registry/core/configmaps/default/a");
    commit("/registry/core/configmaps/default/b");
    var slow = new SlowSink();
    var starter = Thread.ofVirtual().start(() -> watch(slow));

    slow.room.release();
    await().untilAsserted(() -> assertThat(slow.told).containsExactly("ADDED default/a"));
    commit("/registry/core/configmaps/default/c");
    cache.await(store.currentRevision());
    assertThat(slow.told).containsExactly("ADDED default/a");

    slow.room.release(2);
    await().until(() -> !starter.isAlive());
    commit("/registry/core/configmaps/default/d");
    cache.await(store.currentRevision());
    assertThat(slow.told)
        .containsExactly(
            "ADDED default/a",
            "ADDED default/b",
            "initial events end",
            "ADDED default/c",
            "ADDED default/d");
  }

  @Test
  void watchBeginsWithWhatWasPresentAtItsRevision() {
    commit("/registry/core/configmaps/default/a");
    commit("/registry/core/configmaps/default/b");
    var then = new WatchStart.WithPresentObjects(store.currentRevision());
    delete("/registry/core/configmaps/default/a");
    commit("/registry/core/configmaps/default/b");
    commit("/registry/core/configmaps/default/c");
    cache.await(store.currentRevision());
    var quick = new SlowSink();
    quick.room.release(5);

    cache.watch(CONFIG_MAPS, Selection.everything(), then, quick).close();
    assertThat(quick.told)
        .containsExactly(
            "ADDED default/a",
            "ADDED default/b",
            "initial events end",
            "DELETED default/a",
            "MODIFIED default/b",
            "ADDED default/c");
  }

  /// More has changed since than is kept here.
  @Test
  void watchWhoseRevisionIsTooLongAgoBeginsWithWhatIsPresent() {
    commit("/registry/core/configmaps/default/a");
    var then = new WatchStart.WithPresentObjects(store.currentRevision());
    for (var i = 0; i < 300; i++) {
      commit("/registry/core/configmaps/default/b");
    }
    delete("/registry/core/configmaps/default/a");
    cache.await(store.currentRevision());
    var quick = new SlowSink();
    quick.room.release();

    cache.watch(CONFIG_MAPS, Selection.everything(), then, quick).close();
    assertThat(quick.told).containsExactly("ADDED default/b", "initial events end");
  }

  /// Its bookmarks must not pass what it was not told of yet.
  @Test
  void watchOfThePastHasDeliveredNothingWhenItBegins() {
    var silent =
        (RevisionedStore)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {RevisionedStore.class},
                (_, _, arguments) -> store.watch(neverMore(), (Watcher) arguments[1]));
    var keys = KeyRange.prefix(StoreKey.of("/registry/core/configmaps/"));
    BiFunction<String, KeyValue, CachedObject> nothing =
        (path, _) -> {
          throw new AssertionError(path);
        };
    var sink = new SlowSink();
    var after = new Revision(7);

    try (var watch = new HistoryWatch(silent, keys, after, Selection.everything(), sink, nothing)) {
      assertThat(watch.delivered()).isEqualTo(after);
    }
  }

  /// Its bookmarks must not lead the client back.
  @Test
  void watchThatIsAheadOfTheCacheHasDeliveredWhatItsClientKnows() {
    var ahead = new Revision(store.currentRevision().value() + 5);
    try (var watch =
        cache.watch(
            CONFIG_MAPS, Selection.everything(), new WatchStart.After(ahead), new SlowSink())) {
      assertThat(watch.delivered()).isEqualTo(ahead);
    }
  }

  private static WatchRequest neverMore() {
    return WatchRequest.from(KeyRange.single(StoreKey.of("never")), new Revision(9_000_000));
  }

  @Test
  void watchThatNobodyWantsAnyMoreStopsToTellWhatIsPresent() {
    commit("/registry/core/configmaps/default/a");
    var gone = new SlowSink();
    gone.gone = true;
    gone.room.release();

    watch(gone).close();
    assertThat(gone.told).isEmpty();
  }

  private CacheWatch watch(WatchSink sink) {
    var start = new WatchStart.WithPresentObjects(store.currentRevision());
    return cache.watch(CONFIG_MAPS, Selection.everything(), start, sink);
  }

  /// Takes what it is told when it has room.
  private static final class SlowSink implements WatchSink {
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Semaphore room = new Semaphore(0);
    private volatile boolean gone;

    @Override
    public void change(WatchFrame frame) {
      told.add(frame.type() + " " + frame.object().path());
    }

    @Override
    public boolean awaitRoom() {
      room.acquireUninterruptibly();
      return !gone;
    }

    @Override
    public void initialEventsEnd(Revision revision) {
      told.add("initial events end");
    }

    @Override
    public void failed(ApiException cause) {
      told.add("failed");
    }
  }

  /// As a server that could not reach etcd for longer than history is kept.
  @Test
  void cacheSaysWhetherItIsLoadedAndHearsOfChanges() {
    try (var other = new WatchCache(listened(store))) {
      other.register(CONFIG_MAPS, _ -> Map.of());
      assertThat(other.isLoaded()).isFalse();
      assertThat(other.follows()).isFalse();

      other.start();
      assertThat(other.isLoaded()).isTrue();
      assertThat(other.follows()).isTrue();

      unreadable.set(true);
      follower.get().onError(new StoreException.Compacted(Revision.FIRST, store.currentRevision()));
      assertThat(other.follows()).isFalse();
      assertThat(other.isLoaded()).isTrue();
      unreadable.set(false);
      await().untilAsserted(() -> assertThat(other.follows()).isTrue());
    }
  }

  @Test
  void cacheStartsAgainWhenTheStoreHasForgottenWhatItMissed() {
    commit("/registry/core/configmaps/default/old");
    var failures = new CopyOnWriteArrayList<ApiException>();
    cache.watch(
        CONFIG_MAPS,
        Selection.everything(),
        new WatchStart.After(cache.newest()),
        new Failures(failures));
    followed.get().close();
    store.commit(
        Transaction.unguarded(
            new Mutation.Delete(StoreKey.of("/registry/core/configmaps/default/old"))));
    commit("/registry/core/configmaps/default/new");
    var current = store.currentRevision();
    follower.get().onError(new StoreException.Compacted(Revision.FIRST, current));

    await().untilAsserted(() -> assertThat(cache.reached()).isEqualTo(current));
    assertThat(paths()).containsExactly("default/new");
    assertThat(failures).extracting(ApiException::code).containsExactly(410);
    commit("/registry/core/configmaps/default/newer");
    assertThat(paths()).containsExactly("default/new", "default/newer");
  }

  @Test
  void whatWasBeforeTheBeginningIsTooOldAndWhatCameAfterItIsNot() {
    commit("/registry/core/configmaps/default/a");
    var before = new WatchStart.After(store.currentRevision());
    commit("/registry/core/configmaps/default/b");
    cache.await(store.currentRevision());
    cache.beginHistory();
    var since = new WatchStart.After(store.currentRevision());
    commit("/registry/core/configmaps/default/c");
    cache.await(store.currentRevision());

    var failures = new CopyOnWriteArrayList<ApiException>();
    cache.watch(CONFIG_MAPS, Selection.everything(), before, new Failures(failures));
    await().untilAsserted(() -> assertThat(failures).hasSize(1));
    assertThat(failures.getFirst().code()).isEqualTo(410);

    var quick = new SlowSink();
    quick.room.release();
    cache.watch(CONFIG_MAPS, Selection.everything(), since, quick).close();
    assertThat(quick.told).containsExactly("ADDED default/c");
    assertThat(paths()).containsExactly("default/a", "default/b", "default/c");
  }

  /// The cache hears nothing any more, so that what it has is old.
  @Test
  void whatWasCommittedHereIsReadBeforeTheCacheHearsOfIt() {
    commit("/registry/core/configmaps/default/a");
    commit("/registry/core/configmaps/default/b");
    cache.await(store.currentRevision());
    followed.get().close();
    var heard = cache.reached();

    commitHere(new Mutation.Delete(StoreKey.of("/registry/core/configmaps/default/a")));
    commitHere(new Mutation.Put(StoreKey.of("/registry/core/configmaps/default/c"), OBJECT));

    assertThat(cache.reached()).isEqualTo(heard);
    assertThat(cache.get(CONFIG_MAPS, "default/a")).isEmpty();
    assertThat(cache.get(CONFIG_MAPS, "default/b")).isPresent();
    assertThat(cache.get(CONFIG_MAPS, "default/c")).isPresent();
    assertThat(cache.present(SECRETS, Selection.everything())).isEmpty(); // without waiting
  }

  @Test
  void whatIsNotThereIsKnownToBeAbsentSinceTheCacheHeardLast() {
    commit("/registry/core/configmaps/default/a");
    cache.await(store.currentRevision());

    assertThat(cache.absent(CONFIG_MAPS, "default/a")).isEqualTo(Revision.NONE);
    assertThat(cache.absent(CONFIG_MAPS, "default/b")).isEqualTo(store.currentRevision());
  }

  private void commitHere(Mutation mutation) {
    cache.commit(Transaction.unguarded(mutation));
  }

  @Test
  void cacheIsEmptyUntilThereIsAnObject() {
    assertThat(cache.isEmpty()).isTrue();
    commit("/registry/core/configmaps/default/a");
    cache.await(store.currentRevision());
    assertThat(cache.isEmpty()).isFalse();
  }

  private List<String> paths() {
    return cache.list(CONFIG_MAPS, Selection.everything(), "", Long.MAX_VALUE).objects().stream()
        .map(CachedObject::path)
        .toList();
  }

  /// Notes why a watch ended.
  private record Failures(List<ApiException> causes) implements WatchSink {
    @Override
    public void change(WatchFrame frame) {}

    @Override
    public boolean awaitRoom() {
      return true;
    }

    @Override
    public void initialEventsEnd(Revision revision) {}

    @Override
    public void failed(ApiException cause) {
      causes.add(cause);
    }
  }
}
