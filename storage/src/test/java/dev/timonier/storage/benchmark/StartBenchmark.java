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
  private static final int RECORD_BYTES = 2300; // what is logged of a put that replaces 1 KB
  private static final int CLIENTS = 4;
  private static final Duration FULL_SPEED = Duration.ZERO;
  private static final Duration EVEN = Duration.ofMillis(4); // 1000 puts/s of all clients
  private static final Duration WARM_UP = Duration.ofSeconds(3);
  private static final Duration TIME = Duration.ofSeconds(10);

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
    var probe = new DiskProbe(directory.resolveSibling("fdatasync"), RECORD_BYTES);
    print("fdatasync, nothing else", probe.run(TIME, Duration.ZERO));
    try (var store = RocksDbStore.open(directory, options(directory), timer.context())) {
      Load.of(CLIENTS, WARM_UP).run((_, _) -> replaceOne(store, keys));
      replace("puts", store, keys, probe, FULL_SPEED);
      replace("1000 puts/s", store, keys, probe, EVEN);
      try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
        var compaction =
            executor.submit(
                () -> {
                  while (!Thread.currentThread().isInterrupted()) {
                    store.compact(store.currentRevision());
                  }
                });
        replace("puts during compaction", store, keys, probe, FULL_SPEED);
        replace("1000 puts/s during compaction", store, keys, probe, EVEN);
        compaction.cancel(true);
      }
      Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
          .forEach(System.out::println);
    }
  }

  /// Beside the puts, what the disk takes in the meantime for one sync.
  private static void replace(
      String what, RevisionedStore store, int keys, DiskProbe probe, Duration pause)
      throws Exception {
    try (var executor = Executors.newSingleThreadExecutor()) {
      var disk = executor.submit(() -> probe.run(TIME, Duration.ofMillis(5)));
      print(what, new Load(CLIENTS, TIME, pause).run((_, _) -> replaceOne(store, keys)));
      print("fdatasync beside " + what, disk.get());
    }
  }

  private static void replaceOne(RevisionedStore store, int keys) {
    var random = ThreadLocalRandom.current();
    var value = new byte[1024];
    random.nextBytes(value);
    Workload.put(store, Workload.key("key", random.nextInt(keys)), value);
  }

  private static void print(String what, Load.Result result) {
    var p50 = result.microsAt(0.5);
    var p99 = result.microsAt(0.99);
    System.out.printf(
        "%s: %.0f/s, p50 %.0f µs, p99 %.0f µs, %.1f times%n",
        what, result.perSecond(), p50, p99, p99 / p50);
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
