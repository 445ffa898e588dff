package dev.timonier.nodeagent;

import static dev.timonier.nodeagent.fixture.Pods.bound;
import static dev.timonier.nodeagent.fixture.Pods.container;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.timonier.machinery.fake.FakeApi;
import dev.timonier.machinery.time.SystemTime;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatedNodesTest {
  private static final int NODES = 20;
  private static final int PODS = 200;

  private final SystemTime time = new SystemTime("test");
  private final FakeApi api = new FakeApi(time);
  private final KubernetesClient client = api.client();
  private final SimulatedNodes nodes =
      new SimulatedNodes(SimulatedNodesConfiguration.of(NODES), client, time);

  @BeforeEach
  void start() throws InterruptedException {
    nodes.start();
  }

  @AfterEach
  void close() {
    nodes.close();
    client.close();
    time.close();
  }

  private static Pod pod(String name, String node) {
    return bound(name)
        .editSpec()
        .withNodeName(node)
        .addToContainers(container("c"))
        .endSpec()
        .withStatus(null)
        .build();
  }

  private List<Pod> pods() {
    return client.pods().inNamespace("default").list().getItems();
  }

  private static boolean isReady(Pod pod) {
    return pod.getStatus() != null
        && "Running".equals(pod.getStatus().getPhase())
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  @Test
  void allNodesAreReadyAndHaveLeasesAtOnce() {
    assertThat(client.nodes().list().getItems())
        .hasSize(NODES)
        .allMatch(
            node ->
                node.getStatus().getConditions().stream()
                    .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True")));
    assertThat(client.leases().inNamespace("kube-node-lease").list().getItems()).hasSize(NODES);
  }

  @Test
  void leasesAreNotReadBeforeTheyAreWritten() {
    assertThat(api.requests())
        .filteredOn(request -> request.path().contains("/leases/node-"))
        .isNotEmpty()
        .noneMatch(request -> request.method().equals("GET"));
  }

  @Test
  void manyPodsBecomeReadyAndGoAgain() {
    IntStream.range(0, PODS)
        .forEach(number -> api.create(pod("web-" + number, "node-" + (number % NODES + 1))));
    await().atMost(Duration.ofMinutes(3)).until(() -> pods().stream().allMatch(p -> isReady(p)));
    assertThat(pods().stream().map(pod -> pod.getStatus().getPodIP()).distinct()).hasSize(PODS);
    client.pods().inNamespace("default").delete();
    await().atMost(Duration.ofMinutes(3)).until(() -> pods().isEmpty());
    await().until(nodes::isIdle);
    assertThat(nodes.runtime().containers()).isEmpty();
  }

  @Test
  void allNodesShareOneWatchOfPods() {
    assertThat(api.requests())
        .filteredOn(request -> request.method().equals("GET"))
        .filteredOn(request -> request.path().endsWith("/pods"))
        .filteredOn(request -> request.query().containsKey("watch"))
        .hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void podOfAnotherNodeIsLeftAlone() {
    api.create(pod("other", "elsewhere"));
    api.create(pod("mine", "node-1"));
    await().until(() -> pods().stream().anyMatch(pod -> isReady(pod)));
    await().until(nodes::isIdle);
    assertThat(pods())
        .filteredOn(pod -> pod.getMetadata().getName().equals("other"))
        .noneMatch(pod -> isReady(pod));
  }

  @Test
  void annotationsTellHowContainersEnd() {
    var job =
        new PodBuilder(pod("job", "node-2"))
            .editMetadata()
            .withAnnotations(Map.of("simulated.timonier.dev/exit-after", "0"))
            .endMetadata()
            .editSpec()
            .withRestartPolicy("Never")
            .endSpec()
            .build();
    api.create(job);
    awaitSuccess();
  }

  @Test
  void podsOfJobsComeToTheirEnd() {
    var job =
        new PodBuilder(pod("job", "node-2"))
            .editMetadata()
            .addNewOwnerReference()
            .withApiVersion("batch/v1")
            .withKind("Job")
            .withName("job")
            .withUid("1")
            .endOwnerReference()
            .endMetadata()
            .editSpec()
            .withRestartPolicy("Never")
            .endSpec()
            .build();
    api.create(job);
    awaitSuccess();
  }

  private void awaitSuccess() {
    await()
        .until(
            () ->
                pods().stream()
                    .allMatch(
                        pod ->
                            pod.getStatus() != null
                                && "Succeeded".equals(pod.getStatus().getPhase())));
  }
}
