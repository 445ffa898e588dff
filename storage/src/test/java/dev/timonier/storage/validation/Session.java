package dev.timonier.storage.validation;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.Revision;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreKey;
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
record Session(RevisionedStore store, int clients, int operations, long seed) {
  private static final List<KeyRange> WATCHED =
      Stream.concat(
              Stream.of(KeyRange.all(), KeyRange.all(), KeyRange.prefix(StoreKey.of("keys/"))),
              Client.KEYS.stream().limit(2).map(KeyRange::single))
          .toList();

  static Session on(RevisionedStore store) {
    return new Session(
        store,
        8,
        Integer.getInteger("timonier.validation.operations", 300),
        Long.getLong("timonier.validation.seed", System.nanoTime()));
  }

  Recording run() throws Exception {
    var end = new AtomicReference<Optional<Revision>>(Optional.empty());
    var start = store.currentRevision();
    try (var executor =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("session-", 0).factory())) {
      var watches = WATCHED.stream().map(keys -> executor.submit(watcher(keys, end))).toList();
      var work = IntStream.range(0, clients).mapToObj(this::client).map(executor::submit).toList();
      try {
        var done = results(work).stream().flatMap(List::stream).toList();
        end.set(Optional.of(store.currentRevision()));
        var told = results(watches);
        told.add(latecomer(start, end));
        return new Recording(start, done, told);
      } finally {
        executor.shutdownNow();
      }
    }
  }

  private Callable<WatchLog> watcher(KeyRange keys, AtomicReference<Optional<Revision>> end) {
    var watcher =
        new CutWatcher(
            store, keys, store.currentRevision().next(), new Random(seed ^ keys.hashCode()));
    return () -> watcher.watchUntil(end::get);
  }

  /// One who is interested when everything is over, and begins in the middle.
  private WatchLog latecomer(Revision start, AtomicReference<Optional<Revision>> end)
      throws InterruptedException {
    var last = end.get().orElseThrow();
    var middle = new Revision((start.value() + last.value()) / 2 + 1);
    return new CutWatcher(store, KeyRange.all(), middle, new Random(seed)).watchUntil(end::get);
  }

  private Client client(int number) {
    return new Client(number, store, new Random(seed + number), operations);
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
