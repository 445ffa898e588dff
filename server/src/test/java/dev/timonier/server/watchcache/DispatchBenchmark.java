package dev.timonier.server.watchcache;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.selector.FieldSelector;
import dev.timonier.machinery.selector.Selector;
import dev.timonier.server.json.JsonReader;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.objectstore.StoredObject;
import dev.timonier.storage.Revision;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// One change told to 100 watchers, who all want the same bytes.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DispatchBenchmark {
  private static final int WATCHERS = 100;

  private final Selection everything =
      Selection.of("default", Selector.EVERYTHING, FieldSelector.EVERYTHING);
  private final Selection labelled =
      Selection.of("default", Selector.parse("app=web"), FieldSelector.EVERYTHING);
  private final byte[] object =
      StoredObject.encode(
          ApiObject.of(
              (ObjectNode)
                  JsonReader.tree(
                      """
                      {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a",\
                      "labels":{"app":"web"}},"data":{"text":"to be or not to be"}}"""
                          .getBytes(StandardCharsets.UTF_8))));

  @Benchmark
  public void toEverybody(Blackhole hole) {
    tell(everything, hole);
  }

  @Benchmark
  public void bySelector(Blackhole hole) {
    tell(labelled, hole);
  }

  private void tell(Selection selection, Blackhole hole) {
    var stored = new StoredObject(object, new Revision(42));
    var current = new CachedObject("default/a", stored, _ -> Map.of());
    var change = ObjectChange.put(current, Optional.empty());
    IntStream.range(0, WATCHERS)
        .forEach(
            _ ->
                hole.consume(
                    change
                        .seenThrough(selection)
                        .map(frame -> frame.change().encoded("", stored::toBytes))));
  }
}
