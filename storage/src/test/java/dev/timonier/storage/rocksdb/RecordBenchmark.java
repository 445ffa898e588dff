package dev.timonier.storage.rocksdb;

import dev.timonier.storage.KeyValue;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.rocksdb.LogRecord.Kind;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What a put costs before RocksDB sees it: the records of a value of 256 bytes.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecordBenchmark {
  private static final StoreKey KEY =
      StoreKey.of("/registry/pods/default/deployment-5d4f8c7b9-x2x7k");
  private static final Instant MOMENT = Instant.ofEpochMilli(1_800_000_000_000L);

  private final KeyValue entry =
      new KeyValue(KEY, value(), new Revision(7), new Revision(4711), 3, Optional.empty());
  private final StoredVersion stored = StoredVersion.of(entry, MOMENT);
  private final LogRecord log =
      new LogRecord(new Revision(4712), 0, MOMENT, Kind.PUT, KEY, Optional.of(stored));
  private final byte[] logKey = log.storedKey();
  private final byte[] logRecord = log.encoded();

  private static byte[] value() {
    var value = new byte[256];
    new SplittableRandom(1).nextBytes(value);
    return value;
  }

  @Benchmark
  public Object encodeVersion() {
    return StoredVersion.of(entry, MOMENT).record();
  }

  @Benchmark
  public Object decodeVersion() {
    return new StoredVersion(KEY, stored.record()).entry();
  }

  @Benchmark
  public boolean checkVersion() {
    return stored.intact();
  }

  @Benchmark
  public Object encodeLogRecord() {
    return log.encoded();
  }

  @Benchmark
  public Object decodeLogRecord() {
    return LogRecord.decoded(logKey, logRecord);
  }

  @Benchmark
  public Object indexKey() {
    return Layout.index(KEY, entry.modified());
  }
}
