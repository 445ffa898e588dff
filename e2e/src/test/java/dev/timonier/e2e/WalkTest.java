package dev.timonier.e2e;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.timonier.e2e.fixture.BusyboxImage;
import dev.timonier.e2e.fixture.Command;
import dev.timonier.e2e.fixture.ImageRegistry;
import dev.timonier.e2e.fixture.Product;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// What a newcomer does in the first hour, on one cluster, one thing after the other.
@TestMethodOrder(OrderAnnotation.class)
class WalkTest {
  private static final String SERVER = "-f -p 8080 -h /tmp/www";
  private static final Pattern JUDGED =
      Pattern.compile("authorization_attempts_total\\{result=\"([a-z-]+)\",?} (\\S+)");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir(cleanup = CleanupMode.NEVER)
  private static Path directory;

  private static ImageRegistry registry;
  private static Product cluster;
  private static String first;
  private static String second;

  @BeforeAll
  static void start() throws Exception {
    registry = ImageRegistry.start(directory);
    first = registry.push("web", "1", BusyboxImage.of("v1"));
    second = registry.push("web", "2", BusyboxImage.of("v2"));
    cluster = Product.up(directory.resolve("cluster"));
  }

  @AfterAll
  static void stop() {
    try (var _ = registry) {
      cluster.close();
      cluster.timonier("reset").orFail();
    }
  }

  private static String node() {
    return cluster.kubectl("get", "nodes", "-o", "jsonpath={.items[0].metadata.name}");
  }

  private static void rolledOut(String deployment) {
    cluster.kubectl("rollout", "status", "deployment/" + deployment, "--timeout=90s");
  }

  private static String page(String address) {
    return new Command(Map.of()).run("curl", "-sS", "-m", "5", "http://" + address).out();
  }

  private static String serviceAddress() {
    return cluster.kubectl("get", "service", "web", "-o", "jsonpath={.spec.clusterIP}");
  }

  private static String pod() {
    return cluster.kubectl(
        "get", "pods", "-l", "app=web", "-o", "jsonpath={.items[0].metadata.name}");
  }

  @Test
  @Order(1)
  void theNodeIsReady() {
    cluster.kubectl("wait", "--for=condition=Ready", "node/" + node(), "--timeout=60s");

    assertThat(cluster.kubectl("get", "nodes", "-o", "wide")).contains("v1.36.2", "process://");
    assertThat(cluster.timonier("up").orFail()).contains("runs already");
  }

  @Test
  @Order(2)
  void aDeploymentRollsOut() {
    cluster.kubectl("create", "deployment", "web", "--image=" + first, "--replicas=3");
    rolledOut("web");

    assertThat(cluster.kubectl("get", "pods", "-l", "app=web")).contains("Running");
  }

  @Test
  @Order(3)
  void aServiceReachesEveryPod() {
    cluster.kubectl("expose", "deployment", "web", "--port=80", "--target-port=8080");
    var address = serviceAddress();
    var pages = new HashSet<String>();

    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              pages.add(page(address));
              pages.removeIf(page -> !page.contains("v1"));
              return pages.size() == 3;
            });
  }

  @Test
  @Order(4)
  void logsAndCommandsReachAContainer() {
    assertThat(cluster.kubectl("logs", pod())).contains("started v1");
    assertThat(cluster.kubectl("exec", pod(), "--", "hostname")).isEqualTo(pod() + "\n");
    assertThat(cluster.tryKubectl("", "exec", pod(), "--", "sh", "-c", "exit 3").exitCode())
        .isEqualTo(3);
    assertThat(cluster.kubectlWith("hello\n", "exec", "-i", pod(), "--", "cat"))
        .isEqualTo("hello\n");
  }

  /// The process of a pod, which is known by its control group: other clusters of the machine may
  /// run the same program.
  private static ProcessHandle server(String pod) {
    var uid = cluster.kubectl("get", "pod", pod, "-o", "jsonpath={.metadata.uid}");
    return servers("/pod" + uid).getFirst();
  }

  private static List<ProcessHandle> servers(String controlGroup) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(SERVER))
        .filter(process -> controlGroups(process).contains(controlGroup))
        .toList();
  }

  private static String controlGroups(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cgroup"));
    } catch (IOException _) { // it has just ended
      return "";
    }
  }

  @Test
  @Order(5)
  void aKilledContainerIsRestarted() {
    assertThat(server(pod()).destroyForcibly()).isTrue();

    await()
        .atMost(PATIENCE)
        .until(
            () ->
                cluster
                    .kubectl(
                        "get",
                        "pods",
                        "-l",
                        "app=web",
                        "-o",
                        "jsonpath={.items[*].status.containerStatuses[0].restartCount}")
                    .matches(".*[1-9].*"));
  }

  @Test
  @Order(6)
  void aDeploymentScalesAndRollsBack() {
    cluster.kubectl("scale", "deployment", "web", "--replicas=5");
    rolledOut("web");
    cluster.kubectl("set", "image", "deployment", "web", "web=" + second);
    rolledOut("web");
    await().atMost(PATIENCE).until(() -> page(serviceAddress()).contains("v2"));
    cluster.kubectl("rollout", "undo", "deployment", "web");
    rolledOut("web");

    assertThat(cluster.kubectl("rollout", "history", "deployment", "web")).contains("2", "3");
  }

  @Test
  @Order(7)
  void manifestsAreAppliedAndRemoved() throws IOException {
    var manifests = Files.createDirectories(directory.resolve("manifests"));
    Files.writeString(
        manifests.resolve("1.yaml"),
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings, namespace: shop}
        data: {color: blue}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: key, namespace: shop}
        data: {token: YWJj}
        """);
    Files.writeString(
        manifests.resolve("2.yaml"),
        """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: hello, namespace: shop}
        spec:
          template:
            spec:
              restartPolicy: Never
              containers:
              - name: hello
                image: %s
                command: [sh, -c, 'echo "$COLOR $(cat /key/token)"']
                env:
                - name: COLOR
                  valueFrom: {configMapKeyRef: {name: settings, key: color}}
                volumeMounts: [{name: key, mountPath: /key}]
              volumes: [{name: key, secret: {secretName: key}}]
        """
            .formatted(first));
    cluster.kubectl("apply", "-f", manifests.toString());
    cluster.kubectl("wait", "-n", "shop", "--for=condition=complete", "job/hello", "--timeout=90s");

    assertThat(cluster.kubectl("logs", "-n", "shop", "job/hello")).isEqualTo("blue abc\n");
    assertThat(cluster.kubectl("diff", "-f", manifests.toString())).isEmpty();
    cluster.kubectl("delete", "-f", manifests.toString(), "--ignore-not-found", "--timeout=90s");
    assertThat(cluster.tryKubectl("", "get", "namespace", "shop").err()).contains("NotFound");
  }

  @Test
  @Order(8)
  void badManifestsAreRefused() {
    var head = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bad}\n";
    var unknown = head + "dta: {a: b}\n";
    var wrong = head + "data: {a: 1}\n";

    assertThat(cluster.tryKubectl(unknown, "create", "-f", "-").err())
        .contains("strict decoding error: unknown field \"dta\"");
    assertThat(cluster.tryKubectl(wrong, "create", "-f", "-").err())
        .contains("cannot unmarshal number into Go struct field ConfigMap.data of type string");
    assertThat(cluster.tryKubectl("", "create", "configmap", "Bad_Name").err())
        .contains("a lowercase RFC 1123 subdomain must consist of");
    assertThat(cluster.tryKubectl("", "get", "configmap", "bad").err()).contains("NotFound");
  }

  /// The administrator may do everything; everybody else who asks is a part of the cluster.
  @Test
  @Order(9)
  void noPartOfTheClusterWasRefusedAnything() {
    assertThat(authorizations()).containsOnlyKeys("allowed");
  }

  /// How many requests were judged how, since the API server started.
  private static Map<String, Double> authorizations() {
    return cluster
        .kubectl("get", "--raw", "/metrics")
        .lines()
        .map(JUDGED::matcher)
        .filter(Matcher::matches)
        .collect(toMap(m -> m.group(1), m -> Double.valueOf(m.group(2))));
  }

  @Test
  @Order(10)
  void aKilledClusterComesBackWithEverythingAcknowledged() {
    var before = cluster.kubectl("get", "pods", "-l", "app=web", "-o", "name");
    var created = 0;
    try (var client = cluster.client()) {
      for (; created < 50; created++) {
        client.resource(configMap("kept-" + created)).create();
      }
    }
    cluster.kill();
    cluster.up();

    assertThat(cluster.kubectl("get", "configmaps", "-o", "name").lines())
        .filteredOn(name -> name.contains("/kept-"))
        .hasSize(created);
    assertThat(cluster.kubectl("get", "pods", "-l", "app=web", "-o", "name")).isEqualTo(before);
    await().atMost(PATIENCE).until(() -> page(serviceAddress()).contains("v1"));
  }

  private static io.fabric8.kubernetes.api.model.ConfigMap configMap(String name) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .endMetadata()
        .build();
  }

  @Test
  @Order(11)
  void stoppingLeavesNothingBehind() {
    var id = clusterId();
    var servers = servers("timonier-" + id);
    assertThat(servers).isNotEmpty();
    cluster.close();

    var machine = new Command(Map.of());
    assertThat(machine.run("nft", "list", "tables").out()).doesNotContain(id);
    assertThat(machine.run("ip", "link").out()).doesNotContain("t" + id.substring(0, 4));
    assertThat(machine.run("cat", "/proc/mounts").out()).doesNotContain(directory.toString());
    assertThat(machine.run("sh", "-c", "find /sys/fs/cgroup -name 'timonier-" + id + "'").out())
        .isEmpty();
    assertThat(servers).noneMatch(ProcessHandle::isAlive);
    assertThat(cluster.timonier("status").exitCode()).isEqualTo(3);
    cluster.up();
  }

  private static String clusterId() {
    try (var lines = Files.lines(cluster.directory().resolve("cluster.properties"))) {
      return lines
          .filter(line -> line.startsWith("id="))
          .map(line -> line.substring("id=".length()))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
