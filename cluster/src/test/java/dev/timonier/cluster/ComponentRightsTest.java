package dev.timonier.cluster;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.timonier.cluster.ClusterOptions.Nodes;
import dev.timonier.cluster.ClusterOptions.ThisMachine;
import dev.timonier.cluster.directory.DataDirectory;
import dev.timonier.cluster.directory.StorageFlags;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceCIDR;
import io.fabric8.kubernetes.api.model.storage.VolumeAttributesClass;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All that the parts of a cluster do is permitted to them by the roles that they have.
///
/// Nobody asks for anything here but they and the administrator, who may do everything: each
/// request that was not allowed was one of theirs.
class ComponentRightsTest {
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final String NAMESPACE = "walk";
  private static final Pattern REFUSED =
      Pattern.compile("authorization_attempts_total\\{result=\"(?!allowed).*} (\\S+)");

  @TempDir private Path root;
  private DataDirectory directory;
  private Cluster cluster;
  private KubernetesClient client;

  @BeforeEach
  void start() {
    directory = DataDirectory.of(root.resolve("data"));
    var memory = new StorageFlags(Map.of(StorageFlags.Flag.STORAGE, "memory"));
    var server = new ServerOptions(OptionalInt.of(0), memory);
    var nodes = new Nodes(ThisMachine.RUNS_NONE, 2);
    cluster = Cluster.start(new ClusterOptions(directory, server, nodes), Progress.SILENT);
    client = cluster.client();
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void noPartOfAClusterIsRefusedAnything() throws IOException {
    createAll();
    everythingCameAbout();
    replacePods();
    preempt();
    loseNode();
    deleteAll();
    assertThat(refused()).isZero();

    askAsAControllerForWhatItMayNotHave();
    assertThat(refused()).isOne();
  }

  private void createAll() throws IOException {
    try (var manifests = getClass().getResourceAsStream("walk.yaml")) {
      client.load(manifests).create();
    }
    var often = client.batch().v1().cronjobs().inNamespace(NAMESPACE).withName("often");
    var lately = InstantSource.system().instant().minusSeconds(120);
    often
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE), "status: {lastScheduleTime: '" + lately + "'}");
  }

  private void everythingCameAbout() {
    var apps = client.apps();
    untilAsserted(
        () -> {
          var web = apps.deployments().inNamespace(NAMESPACE).withName("web").get();
          assertThat(web.getStatus().getReadyReplicas()).isEqualTo(3);
          var db = apps.statefulSets().inNamespace(NAMESPACE).withName("db").get();
          assertThat(db.getStatus().getReadyReplicas()).isEqualTo(1);
          var log = apps.daemonSets().inNamespace(NAMESPACE).withName("log").get();
          assertThat(log.getStatus().getNumberReady()).isEqualTo(2);
          var old = client.replicationControllers().inNamespace(NAMESPACE).withName("old").get();
          assertThat(old.getStatus().getReadyReplicas()).isEqualTo(1);
        });
    untilAsserted(this::jobsEnded);
    untilAsserted(this::policiesWereApplied);
    untilAsserted(this::volumesAndRangesWereSettled);
  }

  private void jobsEnded() {
    var jobs = client.batch().v1().jobs().inNamespace(NAMESPACE).list().getItems();
    assertThat(jobs)
        .noneMatch(job -> job.getMetadata().getName().equals("brief"))
        .anyMatch(job -> job.getMetadata().getName().startsWith("often-"))
        .allSatisfy(job -> assertThat(job.getStatus().getSucceeded()).isEqualTo(1));
  }

  private void policiesWereApplied() {
    var quota = client.resourceQuotas().inNamespace(NAMESPACE).withName("quota").get();
    assertThat(quota.getStatus().getUsed().get("count/configmaps")).isEqualTo(new Quantity("1"));
    var budgets = client.policy().v1().podDisruptionBudget().inNamespace(NAMESPACE);
    assertThat(budgets.withName("web").get().getStatus().getCurrentHealthy()).isEqualTo(3);
    var scalers = client.autoscaling().v2().horizontalPodAutoscalers().inNamespace(NAMESPACE);
    assertThat(scalers.withName("web").get().getStatus().getConditions())
        .anyMatch(condition -> condition.getReason().equals("FailedGetResourceMetric"));
    assertThat(client.rbac().clusterRoles().withName("walk-whole").get().getRules()).hasSize(1);
    var slices = client.discovery().v1().endpointSlices().inNamespace(NAMESPACE).list();
    assertThat(slices.getItems())
        .singleElement()
        .satisfies(slice -> assertThat(slice.getEndpoints()).hasSize(3));
    var ranges = client.resources(ServiceCIDR.class);
    assertThat(ranges.withName("walk").get().getStatus().getConditions()).hasSize(1);
  }

  private void volumesAndRangesWereSettled() {
    var claims = client.persistentVolumeClaims().inNamespace(NAMESPACE);
    assertThat(claims.withName("data-db-0").get().getStatus().getPhase()).isEqualTo("Bound");
    assertThat(claims.withName("late").get().getMetadata().getAnnotations())
        .containsKey("volume.kubernetes.io/selected-node");
  }

  private void replacePods() {
    var before = names(pods("web"));
    assertThat(client.pods().inNamespace(NAMESPACE).withName(before.getFirst()).evict()).isTrue();
    var web = client.apps().deployments().inNamespace(NAMESPACE).withName("web");
    var image = "spec: {template: {spec: {containers: [{name: web, image: 'web:2'}]}}}";
    web.patch(PatchContext.of(PatchType.STRATEGIC_MERGE), image);
    client.pods().inNamespace(NAMESPACE).withName("stuck").delete();
    untilAsserted(
        () -> {
          assertThat(names(pods("web"))).hasSize(3).doesNotContainAnyElementsOf(before);
          assertThat(pods("web")).allMatch(ComponentRightsTest::isReady);
          assertThat(pod("stuck").getStatus().getPhase()).isEqualTo("Failed");
        });
  }

  /// Two pods fill both nodes; one that matters more pushes one of them away.
  private void preempt() {
    var node = client.nodes().list().getItems().getFirst();
    var room = requireNonNull(node.getStatus().getAllocatable().get("cpu")).getNumericalAmount();
    var most = new Quantity(room.multiply(new BigDecimal("0.6")).toString());
    client.resource(large("low-1", most).build()).create();
    client.resource(large("low-2", most).build()).create();
    untilAsserted(
        () -> assertThat(List.of(pod("low-1"), pod("low-2"))).allMatch(low -> isReady(low)));
    var high = large("high", most).editSpec().withPriorityClassName("walk-high").endSpec();
    client.resource(high.build()).create();
    untilAsserted(() -> assertThat(pod("high")).matches(ComponentRightsTest::isReady));
  }

  private static PodBuilder large(String name, Quantity cpu) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(NAMESPACE)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("c")
        .withImage("c")
        .withNewResources()
        .addToRequests("cpu", cpu)
        .endResources()
        .endContainer()
        .endSpec();
  }

  /// A node loses its pods by a taint, and is then deleted.
  private void loseNode() {
    var name = pods("log").getFirst().getSpec().getNodeName();
    var node = client.nodes().withName(name);
    node.edit(ComponentRightsTest::tainted);
    untilAsserted(
        () -> {
          assertThat(pods("log")).hasSize(1);
          assertThat(client.pods().inNamespace(NAMESPACE).list().getItems())
              .noneMatch(pod -> isReady(pod) && name.equals(pod.getSpec().getNodeName()));
        });
    node.delete();
  }

  private static Node tainted(Node node) {
    return new NodeBuilder(node)
        .editSpec()
        .addNewTaint("NoExecute", "walk", null, "yes")
        .endSpec()
        .build();
  }

  private void deleteAll() {
    var stuck = client.pods().inNamespace(NAMESPACE).withName("stuck");
    stuck.edit(pod -> new PodBuilder(pod).editMetadata().withFinalizers().endMetadata().build());
    client.resources(ServiceCIDR.class).withName("walk").delete();
    client.resources(VolumeAttributesClass.class).withName("walk").delete();
    client.namespaces().withName(NAMESPACE).delete();
    untilAsserted(
        () -> {
          assertThat(client.namespaces().withName(NAMESPACE).get()).isNull();
          assertThat(client.persistentVolumes().withName("walk-data").get().getStatus().getPhase())
              .isEqualTo("Failed");
          assertThat(client.resources(VolumeAttributesClass.class).list().getItems()).isEmpty();
        });
  }

  private void askAsAControllerForWhatItMayNotHave() {
    var config =
        new ConfigBuilder(Config.fromKubeconfig(directory.kubeconfig().toFile()))
            .withRequestTimeout((int) LONGEST.toMillis())
            .withImpersonateUsername("system:serviceaccount:kube-system:deployment-controller")
            .build();
    try (var controller = new KubernetesClientBuilder().withConfig(config).build()) {
      assertThatThrownBy(() -> controller.secrets().inNamespace(NAMESPACE).list())
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageContaining("cannot list resource \"secrets\"");
    }
  }

  /// How many requests were not allowed since the API server started.
  private double refused() {
    return client
        .raw("/metrics")
        .lines()
        .map(REFUSED::matcher)
        .filter(Matcher::matches)
        .mapToDouble(line -> Double.parseDouble(line.group(1)))
        .sum();
  }

  private Pod pod(String name) {
    return client.pods().inNamespace(NAMESPACE).withName(name).get();
  }

  private List<Pod> pods(String app) {
    return client.pods().inNamespace(NAMESPACE).withLabel("app", app).list().getItems();
  }

  private static List<String> names(List<Pod> pods) {
    return pods.stream().map(pod -> pod.getMetadata().getName()).toList();
  }

  private static boolean isReady(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  private static void untilAsserted(ThrowingRunnable assertion) {
    await().atMost(LONGEST).untilAsserted(assertion);
  }
}
