package dev.timonier.storage.benchmark;

import dev.timonier.storage.Durability;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.crash.SystemTimer;
import dev.timonier.storage.memory.MemoryStore;
import dev.timonier.storage.rocksdb.RocksDbFiles;
import dev.timonier.storage.rocksdb.RocksDbOptions;
import dev.timonier.storage.rocksdb.RocksDbStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/// How long it takes until a store is there, each in a process of its own.
///
/// ```
/// StartBenchmark fill DIRECTORY KEYS     makes a store of keys of 1 KB
/// StartBenchmark open DIRECTORY          opens a store
/// StartBenchmark fork DIRECTORY          makes a checkpoint and a fork of a store
/// StartBenchmark put DIRECTORY KEYS      replaces values in a store of that many keys
/// StartBenchmark memory                  forks a store in memory with 10,000 keys
/// ```
final class StartBenchmark {
  private static final int KEYS_PER_COMMIT = 100;

  private StartBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    try (var timer = new SystemTimer()) {
      switch (arguments[0]) {
        case "fill" -> fill(Path.of(arguments[1]), Integer.parseInt(arguments[2]), timer);
        case "open" -> open(Path.of(arguments[1]), timer);
        case "fork" -> fork(Path.of(arguments[1]), timer);
        case "put" -> put(Path.of(arguments[1]), Integer.parseInt(arguments[2]), timer);
        case "memory" -> memory(timer);
        default -> throw new IllegalArgumentException(arguments[0]);
      }
    }
  }

  private static RocksDbOptions options(Path directory) {
    return RocksDbOptions.in(directory.resolveSibling("libraries"));
  }

  private static void fill(Path directory, int keys, SystemTimer timer) {
    var random = new SplittableRandom(1);
    try (var store = RocksDbStore.open(directory, options(directory), timer.context())) {
      for (var number = 0; number < keys; number += KEYS_PER_COMMIT) {
        var mutations = new Mutation[KEYS_PER_COMMIT];
        for (var i = 0; i < mutations.length; i++) {
          var value = new byte[1024];
          random.nextBytes(value);
          mutations[i] = new Mutation.Put(Workload.key("key", number + i), value);
        }
        store.commit(Transaction.unguarded(mutations).with(Durability.RELAXED));
      }
    }
  }

  private static void open(Path directory, SystemTimer timer) {
    var options = options(directory);
    var context = timer.context();
    var start = System.nanoTime();
    try (var store = RocksDbStore.open(directory, options, context)) {
      report("open at revision " + store.currentRevision(), start);
    }
  }

  private static void fork(Path directory, SystemTimer timer) throws Exception {
    try (var store = RocksDbStore.open(directory, options(directory), timer.context())) {
      for (var round = 0; round < 5; round++) {
        var checkpoint = Files.createTempDirectory(directory.getParent(), "checkpoint");
        var start = System.nanoTime();
        store.checkpoint(checkpoint.resolve("store"), Durability.RELAXED);
        report("checkpoint", start);
        var forking = System.nanoTime();
        RocksDbFiles.fork(checkpoint.resolve("store"), checkpoint.resolve("fork"));
        report("fork", forking);
        try (var _ =
            RocksDbStore.open(checkpoint.resolve("fork"), options(directory), timer.context())) {
          report("fork until it is open", forking);
        }
      }
    }
  }

  private static void put(Path directory, int keys, SystemTimer timer) throws Exception {
    try (var store = RocksDbStore.open(directory, options(directory), timer.context())) {
      replace("puts", store, keys);
      try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
        var compaction =
            executor.submit(
                () -> {
                  while (!Thread.currentThread().isInterrupted()) {
                    store.compact(store.currentRevision());
                  }
                });
        replace("puts during compaction", store, keys);
        compaction.cancel(true);
      }
      Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
          .forEach(System.out::println);
    }
  }

  private static void replace(String what, RevisionedStore store, int keys) {
    var result =
        Load.of(4, Duration.ofSeconds(10))
            .run(
                (_, _) -> {
                  var random = ThreadLocalRandom.current();
                  var value = new byte[1024];
                  random.nextBytes(value);
                  Workload.put(store, Workload.key("key", random.nextInt(keys)), value);
                });
    System.out.printf(
        "%s: %.0f/s, p50 %.0f µs, p99 %.0f µs%n",
        what, result.perSecond(), result.microsAt(0.5), result.microsAt(0.99));
  }

  private static void memory(SystemTimer timer) {
    try (var store = new MemoryStore(timer.context())) {
      for (var number = 0; number < 10_000; number++) {
        Workload.put(store, Workload.key("key", number));
      }
      for (var round = 0; round < 5; round++) {
        var start = System.nanoTime();
        try (var fork = store.fork()) {
          report("fork in memory at revision " + fork.currentRevision(), start);
          Workload.put(fork, Workload.key("key", round));
          report("fork in memory until its first put is done", start);
        }
      }
    }
  }

  private static void report(String what, long start) {
    System.out.printf("%s: %.1f ms%n", what, (System.nanoTime() - start) / 1e6);
  }
}
