package dev.timonier.storage.validation;

import static org.awaitility.Awaitility.await;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.Revision;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Lets clients and watchers work on a new store at the same time.
///
/// `-Dtimonier.validation.operations=N` makes each client work longer, and
/// `-Dtimonier.validation.seed=N` repeats a choice of operations.
record Session(
    RevisionedStore store,
    int clients,
    int operations,
    long seed,
    Client.Changes changes,
    Disturbance disturbance) {
  private static final List<KeyRange> WATCHED =
      Stream.concat(
              Stream.of(KeyRange.all(), KeyRange.all(), KeyRange.prefix(StoreKey.of("keys/"))),
              Client.KEYS.stream().limit(2).map(KeyRange::single))
          .toList();

  Session(RevisionedStore store, int clients, int operations, long seed) {
    this(store, clients, operations, seed, Client.Changes.ANY, Disturbance.NONE);
  }

  static Session on(RevisionedStore store) {
    return new Session(
        store,
        8,
        Integer.getInteger("timonier.validation.operations", 300),
        Long.getLong("timonier.validation.seed", System.nanoTime()));
  }

  Session disturbedBy(Disturbance other) {
    return new Session(store, clients, operations, seed, Client.Changes.RECOGNIZABLE, other);
  }

  Recording run() throws Exception {
    var work = new Work();
    var end = new AtomicReference<Optional<Revision>>(Optional.empty());
    var start = store.currentRevision();
    try (var executor =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("session-", 0).factory())) {
      var watches =
          WATCHED.stream().map(keys -> executor.submit(watcher(keys, end, work))).toList();
      var clients = clients(work).stream().map(executor::submit).toList();
      var disturbing = executor.submit(disturbing(work));
      try {
        var done = results(clients).stream().flatMap(List::stream).toList();
        work.end();
        disturbing.get();
        end.set(Optional.of(lastRevision()));
        var told = results(watches);
        told.add(latecomer(start, end, work));
        return new Recording(start, done, told, work.failures());
      } finally {
        executor.shutdownNow();
      }
    }
  }

  private Callable<Boolean> disturbing(Work work) {
    return () -> {
      disturbance.during(work);
      return true;
    };
  }

  /// Clients may need a moment to find a store that was away.
  private Revision lastRevision() {
    return await()
        .pollDelay(Duration.ZERO)
        .atMost(Duration.ofMinutes(3))
        .ignoreExceptionsInstanceOf(StoreException.class)
        .until(store::currentRevision, _ -> true);
  }

  private Callable<WatchLog> watcher(
      KeyRange keys, AtomicReference<Optional<Revision>> end, Work work) {
    var watcher =
        new CutWatcher(
            store, keys, store.currentRevision().next(), new Random(seed ^ keys.hashCode()), work);
    return () -> watcher.watchUntil(end::get);
  }

  /// One who is interested when everything is over, and begins in the middle.
  private WatchLog latecomer(Revision start, AtomicReference<Optional<Revision>> end, Work work)
      throws InterruptedException {
    var last = end.get().orElseThrow();
    var middle = new Revision((start.value() + last.value()) / 2 + 1);
    return new CutWatcher(store, KeyRange.all(), middle, new Random(seed), work)
        .watchUntil(end::get);
  }

  private List<Client> clients(Work work) {
    return IntStream.range(0, clients)
        .mapToObj(
            number ->
                new Client(number, store, new Random(seed + number), operations, changes, work))
        .toList();
  }

  private static <T> List<T> results(List<Future<T>> futures)
      throws InterruptedException, ExecutionException {
    var results = new ArrayList<T>();
    for (var future : futures) {
      results.add(future.get());
    }
    return results;
  }
}
