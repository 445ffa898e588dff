package dev.timonier.storage.benchmark;

import dev.timonier.storage.Durability;
import dev.timonier.storage.KeyRange;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.RangeRequest;
import dev.timonier.storage.Revision;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.crash.SystemTimer;
import dev.timonier.storage.memory.MemoryStore;
import dev.timonier.storage.rocksdb.RocksDbOptions;
import dev.timonier.storage.rocksdb.RocksDbStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Single operations of the stores of one process, without the disk: with 10,000 keys of 256 bytes,
/// each of which was changed once. [StoreBenchmark] has the disk and etcd.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls the method that is marked as setup first
public class OperationBenchmark {
  /// Which store.
  public enum Kind {
    MEMORY,
    ROCKSDB
  }

  @Param private Kind kind = Kind.ROCKSDB;

  private SystemTimer timer;
  private Path directory;
  private RevisionedStore store;
  private Revision past;

  @Setup
  public void fill() throws IOException {
    timer = new SystemTimer();
    directory = Files.createTempDirectory(memory(), "timonier-benchmark");
    store =
        switch (kind) {
          case MEMORY -> new MemoryStore(timer.context());
          case ROCKSDB ->
              RocksDbStore.open(
                  directory.resolve("store"),
                  RocksDbOptions.in(directory.resolve("libraries")),
                  timer.context());
        };
    Workload.prepare(store);
    past = store.currentRevision();
    Workload.prepare(store);
  }

  private static Path memory() {
    var shared = Path.of("/dev/shm");
    return Files.isWritable(shared) ? shared : Path.of(System.getProperty("java.io.tmpdir"));
  }

  @TearDown
  public void remove() throws IOException {
    store.close();
    timer.close();
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static StoreKey any() {
    return Workload.key("present", ThreadLocalRandom.current().nextInt(Workload.PRESENT));
  }

  @Benchmark
  public Object getLatest() {
    return store.get(any());
  }

  @Benchmark
  public Object getOfThePast() {
    return store.get(any(), past);
  }

  @Benchmark
  public long countOf1000() {
    return store.count(KeyRange.prefix(StoreKey.of("present/105")), Optional.empty());
  }

  @Benchmark
  public long rangeOf1000() {
    var bytes = 0L;
    var request = RangeRequest.latest(KeyRange.prefix(StoreKey.of("present/105")));
    try (var cursor = store.range(request)) {
      while (cursor.hasNext()) {
        bytes += cursor.next().value().length;
      }
    }
    return bytes;
  }

  @Benchmark
  public Object putRelaxed() {
    return store.commit(
        Transaction.unguarded(new Mutation.Put(any(), Workload.value())).with(Durability.RELAXED));
  }
}
