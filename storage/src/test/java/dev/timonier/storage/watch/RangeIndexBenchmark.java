package dev.timonier.storage.watch;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.StoreKey;
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
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// Who is concerned by a change, among watchers of as many prefixes and one of everything.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RangeIndexBenchmark {
  @Param({"1", "100", "10000"})
  private int prefixes;

  private final RangeIndex<String> index = new RangeIndex<>();
  private final StoreKey changed = StoreKey.of("/registry/pods/namespace-0/pod-1");

  @Setup
  public void fill() {
    index.computeIfAbsent(KeyRange.all(), _ -> "everything");
    for (var number = 0; number < prefixes; number++) {
      var prefix = StoreKey.of("/registry/pods/namespace-" + number + "/");
      index.computeIfAbsent(KeyRange.prefix(prefix), Object::toString);
    }
  }

  @Benchmark
  public void find(Blackhole concerned) {
    index.forEachContaining(changed, concerned::consume);
  }
}
