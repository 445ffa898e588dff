package dev.timonier.server.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.patch.StrategicMergePatch;
import dev.timonier.machinery.selector.Selector;
import dev.timonier.server.apply.fieldset.FieldSet;
import dev.timonier.server.apply.typed.BuiltInTypes;
import dev.timonier.server.apply.typed.Comparer;
import dev.timonier.server.apply.typed.Delta;
import dev.timonier.server.apply.typed.Extractor;
import dev.timonier.server.apply.typed.MergeType;
import dev.timonier.server.json.Document;
import dev.timonier.server.json.JsonReader;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.objectstore.StoredObject;
import dev.timonier.server.schema.Conformer;
import dev.timonier.server.schema.ObjectType;
import dev.timonier.server.schema.Schema;
import dev.timonier.server.schema.TypeMergeSchema;
import dev.timonier.storage.Revision;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

/// What happens to one object, a Deployment of about 1 KB, on its way through the server.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ObjectBenchmark {
  private static final String DEPLOYMENT =
      """
      {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"default",\
      "labels":{"app":"web","tier":"front"},"annotations":{"note":"%s"}},\
      "spec":{"replicas":3,"selector":{"matchLabels":{"app":"web"}},"template":{\
      "metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"web","image":"web:1",\
      "ports":[{"name":"http","containerPort":80,"protocol":"TCP"}],\
      "env":[{"name":"A","value":"1"},{"name":"B","value":"2"}],\
      "resources":{"requests":{"cpu":"100m","memory":"64Mi"}}},\
      {"name":"side","image":"side:1"}],"volumes":[{"name":"v","emptyDir":{}}]}}}}"""
          .formatted("x".repeat(300));

  private static final String PATCH =
      """
      {"spec":{"template":{"spec":{"containers":[{"name":"web","image":"web:2"}]}}}}""";

  private final ObjectType type = Schema.builtIn().type("apps/v1.Deployment");
  private final MergeType mergeType = new BuiltInTypes().root(type);
  private final byte[] text = DEPLOYMENT.getBytes(StandardCharsets.UTF_8);
  private final ObjectNode tree = tree(DEPLOYMENT);
  private final ObjectNode changed = tree(DEPLOYMENT.replace("web:1", "web:2"));
  private final ObjectNode patch = tree(PATCH);
  private final StoredObject stored =
      new StoredObject(StoredObject.encode(ApiObject.of(tree)), new Revision(42));
  private final Selector selector = Selector.parse("app in (web, db),tier!=back");

  private static ObjectNode tree(String json) {
    return (ObjectNode) JsonReader.tree(json.getBytes(StandardCharsets.UTF_8));
  }

  @Benchmark
  public Document decode() {
    return JsonReader.read(text);
  }

  @Benchmark
  public List<String> decodeAndConform() {
    return Conformer.conform(JsonReader.read(text), type);
  }

  @Benchmark
  public byte[] encode() {
    return StoredObject.encode(ApiObject.of(tree));
  }

  @Benchmark
  public byte[] serve() {
    return stored.toBytes();
  }

  @Benchmark
  public FieldSet extractFields() {
    return Extractor.fields(tree, mergeType);
  }

  @Benchmark
  public Delta compareFields() {
    return Comparer.compare(tree, changed, mergeType);
  }

  @Benchmark
  public ObjectNode patchStrategically() {
    return StrategicMergePatch.apply(tree.deepCopy(), patch, new TypeMergeSchema(type));
  }

  @Benchmark
  public boolean select() {
    return selector.matches(ApiObject.of(tree).metadata().labels());
  }
}
