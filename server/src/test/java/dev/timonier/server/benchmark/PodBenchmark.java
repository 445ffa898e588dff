package dev.timonier.server.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.json.JsonReader;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.resource.core.pod.PodStrategy;
import dev.timonier.server.validation.Subject;
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

/// What the rules of pods cost for a typical one: two containers with ports, probes, resources and
/// mounts. Each time begins with a copy of the tree, which is measured alone, too.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PodBenchmark {
  private static final String POD =
      """
      {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web-1","namespace":"default",\
      "labels":{"app":"web"}},"spec":{"serviceAccountName":"default","containers":[\
      {"name":"web","image":"registry.example/web:1.2","args":["--port","8080"],\
      "ports":[{"name":"http","containerPort":8080}],\
      "env":[{"name":"A","value":"1"},{"name":"B","valueFrom":{"fieldRef":\
      {"fieldPath":"metadata.name"}}}],\
      "resources":{"requests":{"cpu":"100m","memory":"64Mi"},"limits":{"memory":"128Mi"}},\
      "readinessProbe":{"httpGet":{"path":"/ready","port":"http"}},\
      "livenessProbe":{"httpGet":{"path":"/live","port":8080},"periodSeconds":20},\
      "volumeMounts":[{"name":"settings","mountPath":"/etc/web"},\
      {"name":"scratch","mountPath":"/tmp"}]},\
      {"name":"side","image":"side","securityContext":{"runAsNonRoot":true,"runAsUser":1000}}],\
      "volumes":[{"name":"settings","configMap":{"name":"web"}},\
      {"name":"scratch","emptyDir":{}}],\
      "tolerations":[{"key":"spot","operator":"Exists","effect":"NoSchedule"}]}}""";

  private static final Strategy STRATEGY = PodStrategy.RULES.strategy();

  private final ObjectNode pod = (ObjectNode) JsonReader.tree(POD.getBytes(StandardCharsets.UTF_8));
  private final ObjectNode defaulted = defaulted(pod);

  private static ObjectNode defaulted(ObjectNode pod) {
    var copy = pod.deepCopy();
    STRATEGY.setDefaults(copy);
    return copy;
  }

  @Benchmark
  public ObjectNode copy() {
    return pod.deepCopy();
  }

  @Benchmark
  public ObjectNode defaults() {
    return defaulted(pod);
  }

  @Benchmark
  public List<FieldError> validate() {
    var subject = Subject.of(defaulted);
    STRATEGY.validateCreate(subject);
    return subject.faults();
  }
}
