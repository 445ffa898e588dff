package dev.timonier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.e2e.fixture.Background;
import dev.timonier.e2e.fixture.Command;
import dev.timonier.e2e.fixture.CutProxy;
import dev.timonier.e2e.fixture.Kubectl;
import dev.timonier.e2e.fixture.Product;
import dev.timonier.e2e.fixture.Program;
import dev.timonier.e2e.fixture.Wait;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The informers of all clients, at one cluster that is killed, and whose past is forgotten while
/// they cannot reach it. Each program says the numbers that the config map `counter` shows it, and
/// compares what its informer holds with a list when there is one called `end`.
@Tag("clients")
class InformerTest {
  private static final String NAMESPACE = "mirrored";

  /// A program, with what it is run with.
  private record Informer(Program program, String command, Map<String, String> environment) {
    Informer(Program program, String command) {
      this(program, command, Map.of());
    }
  }

  /// client-go lists and watches, or has a watch begin with what a list would hold.
  private static final Map<String, Informer> INFORMERS =
      Map.of(
          "python", new Informer(Program.PYTHON, "inform"),
          "javascript", new Informer(Program.JAVASCRIPT, "inform"),
          "go", new Informer(Program.GO, "inform", Map.of("KUBE_FEATURE_WatchListClient", "false")),
          "go that streams its lists",
              new Informer(Program.GO, "inform", Map.of("KUBE_FEATURE_WatchListClient", "true")),
          "controller-runtime", new Informer(Program.GO, "reconcile"));

  private final Map<String, Background> running = new LinkedHashMap<>();
  private Path directory;
  private Product cluster;
  private CutProxy proxy;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    this.directory = directory;
    cluster = Product.up(directory.resolve("cluster"), "--no-node");
    proxy = new CutProxy(cluster.port());
    var _ = Kubectl.of(cluster, NAMESPACE);
    write(map("start", 0));
    var command = new Command(Map.of("KUBECONFIG", kubeconfigThroughProxy().toString()));
    INFORMERS.forEach((name, informer) -> running.put(name, start(informer, command)));
    running.values().forEach(informer -> informer.awaitSaid("in step"));
  }

  private static Background start(Informer informer, Command command) {
    for (var variable : informer.environment().entrySet()) {
      command = command.with(variable.getKey(), variable.getValue());
    }
    return informer.program().start(command, informer.command(), NAMESPACE);
  }

  private Path kubeconfigThroughProxy() throws IOException {
    var direct = Files.readString(cluster.kubeconfig());
    var proxied = direct.replace(":" + cluster.port(), ":" + proxy.port());
    return Files.writeString(directory.resolve("kubeconfig"), proxied);
  }

  @AfterEach
  void stop() {
    running.values().forEach(Background::close);
    proxy.close();
    cluster.close();
    cluster.timonier("reset").orFail();
  }

  @Test
  void informersStayInStepThroughRestartsAndCompaction() throws Exception {
    count(1, 50);
    killAndStart();
    count(51, 100);
    running.forEach(this::sawEveryNumber);

    proxy.hold();
    var last = version();
    count(101, 150);
    killAndStart("--etcd-compaction-interval", "1s");
    Wait.untilAsserted(() -> assertThat(watchFrom(last)).contains("too old resource version"));
    proxy.letThrough();
    running.values().forEach(informer -> informer.awaitSaid("counter 150\n"));
    write(map("end", 0));
    for (var informer : running.values()) {
      informer.awaitSaid("ok: the mirror shows what is there");
      assertThat(informer.exitCode()).as(informer.said()).isZero();
    }
  }

  private void killAndStart(String... options) {
    cluster.kill();
    var line = Stream.concat(Stream.of("--no-node"), Stream.of(options));
    cluster.up(line.toArray(String[]::new));
  }

  /// All but a controller are told of each change, for nothing was forgotten yet.
  private void sawEveryNumber(String name, Background informer) {
    informer.awaitSaid("counter 100\n");
    if (!name.equals("controller-runtime")) {
      var numbers = informer.said().lines().filter(line -> line.startsWith("counter ")).distinct();
      assertThat(numbers)
          .as(name)
          .isEqualTo(IntStream.rangeClosed(1, 100).mapToObj(n -> "counter " + n).toList());
    }
  }

  /// Counts, while other objects come and go.
  private void count(int first, int last) {
    try (var client = cluster.client()) {
      for (var number = first; number <= last; number++) {
        apply(client, map("counter", number));
        apply(client, map("number-" + number, number));
        maps(client).withName("number-" + (number - 5)).delete();
      }
    }
  }

  private void write(ConfigMap map) {
    try (var client = cluster.client()) {
      apply(client, map);
    }
  }

  private static void apply(KubernetesClient client, ConfigMap map) {
    maps(client).resource(map).serverSideApply();
  }

  private static NonNamespaceOperation<ConfigMap, ConfigMapList, Resource<ConfigMap>> maps(
      KubernetesClient client) {
    return client.configMaps().inNamespace(NAMESPACE);
  }

  private static ConfigMap map(String name, int number) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .addToData("number", Integer.toString(number))
        .build();
  }

  private String version() {
    try (var client = cluster.client()) {
      return maps(client).list().getMetadata().getResourceVersion();
    }
  }

  private String watchFrom(String version) {
    var path = "/api/v1/namespaces/" + NAMESPACE + "/configmaps?watch=1&timeoutSeconds=1";
    var watch = cluster.tryKubectl("", "get", "--raw", path + "&resourceVersion=" + version);
    return watch.out() + watch.err();
  }
}
