package dev.timonier.e2e.benchmark;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.timonier.e2e.fixture.BusyboxImage;
import dev.timonier.e2e.fixture.ImageRegistry;
import dev.timonier.e2e.fixture.Product;
import dev.timonier.e2e.fixture.Wait;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long a cluster takes to start and its pods to run, and what it holds in memory. It asserts
/// nothing, it tells; on a machine that does nothing else:
///
/// ```
/// ./timonier test -pl e2e -am -Dtest=ClusterBenchmark -Dsurefire.failIfNoSpecifiedTests=false
/// ```
class ClusterBenchmark {
  private static final int ROUNDS = 8;
  private static final Duration REST = Duration.ofSeconds(10);

  @TempDir private Path directory;

  @Test
  void clusterStartsAndRunsPods() throws Exception {
    try (var registry = ImageRegistry.start(directory)) {
      var image = registry.push("web", "1", BusyboxImage.of("v1"));
      var cluster = Product.up(directory.resolve("cluster"));
      cluster.close();
      tell("second `up`, until ready, ms", rounds(_ -> start(cluster)));
      cluster.up();
      try (var client = cluster.client()) {
        pods(client, image);
      } finally {
        cluster.close();
      }
    }
  }

  private static long start(Product cluster) {
    var begin = System.nanoTime();
    cluster.up();
    var took = System.nanoTime() - begin;
    try {
      rest();
      IO.println("resident after 10 s, MB: " + resident(cluster) / 1_000_000);
      return took;
    } finally {
      cluster.close();
    }
  }

  private static long resident(Product cluster) {
    var status = cluster.timonier("status", "-o", "json").orFail();
    try {
      return new JsonMapper().readTree(status).at("/processes/0/residentBytes").asLong();
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void rest() {
    Awaitility.await().pollDelay(REST).timeout(REST.multipliedBy(2)).until(() -> true);
  }

  private static void pods(KubernetesClient client, String image) {
    pod(client, image, 0);
    tell("a pod, create to Running, ms", rounds(round -> pod(client, image, 1 + round)));
    tell("a Deployment of 20, until all run, ms", rounds(_ -> deployment(client, image)));
  }

  private static long pod(KubernetesClient client, String image, int number) {
    var pod =
        new PodBuilder()
            .withNewMetadata()
            .withName("one-" + number)
            .endMetadata()
            .withSpec(spec(image))
            .build();
    var took =
        PhaseClock.until(
            client, 1, () -> client.pods().inNamespace("default").resource(pod).create());
    client.pods().inNamespace("default").resource(pod).delete();
    gone(client);
    return took.toNanos();
  }

  private static long deployment(KubernetesClient client, String image) {
    var deployment =
        new DeploymentBuilder()
            .withNewMetadata()
            .withName("twenty")
            .endMetadata()
            .withNewSpec()
            .withReplicas(20)
            .withNewSelector()
            .addToMatchLabels("app", "twenty")
            .endSelector()
            .withNewTemplate()
            .withNewMetadata()
            .addToLabels("app", "twenty")
            .endMetadata()
            .withSpec(spec(image))
            .endTemplate()
            .endSpec()
            .build();
    var deployments = client.apps().deployments().inNamespace("default").resource(deployment);
    var took = PhaseClock.until(client, 20, deployments::create);
    deployments.delete();
    gone(client);
    return took.toNanos();
  }

  private static PodSpec spec(String image) {
    return new PodSpecBuilder()
        .withTerminationGracePeriodSeconds(1L)
        .addNewContainer()
        .withName("web")
        .withImage(image)
        .endContainer()
        .build();
  }

  private static void gone(KubernetesClient client) {
    Wait.until(() -> client.pods().inNamespace("default").list().getItems().isEmpty());
  }

  private static List<Long> rounds(IntFunction<Long> round) {
    return new ArrayList<>(IntStream.range(0, ROUNDS).mapToObj(round).sorted().toList());
  }

  private static void tell(String what, List<Long> nanos) {
    var figures = nanos.stream().map(figure -> figure / 1_000_000).toList();
    IO.println(what + ": median " + figures.get(ROUNDS / 2) + ", all " + figures);
  }
}
