package dev.timonier.controllers.podgc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.ControlPlane;
import dev.timonier.controllers.fixture.Network;
import dev.timonier.controllers.fixture.Samples;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PodGarbageCollectorTest {
  private final ControlPlane plane = new ControlPlane();

  @BeforeEach
  void start() {
    plane.run(context -> PodGarbageCollector.create(context, 2));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void podsOfVanishedNodeFailAndGoAfterQuarantine() {
    var pod = plane.api().create(withFinalizer(Network.pod("p", "10.0.0.1", "True")));
    plane.pass(Duration.ofSeconds(50));
    assertThat(plane.read(pod).getMetadata().getDeletionTimestamp()).isNull();
    plane.pass(Duration.ofSeconds(20));
    var last = plane.read(pod);
    assertThat(last.getMetadata().getDeletionTimestamp()).isNotNull();
    var generation = last.getMetadata().getGeneration();
    assertThat(last.getStatus().getPhase()).isEqualTo("Failed");
    assertThat(last.getStatus().getObservedGeneration()).isPositive().isEqualTo(generation);
    assertThat(last.getStatus().getConditions())
        .filteredOn(c -> c.getType().equals("DisruptionTarget"))
        .singleElement()
        .satisfies(c -> assertThat(c.getObservedGeneration()).isEqualTo(generation))
        .satisfies(c -> assertThat(c.getReason()).isEqualTo("DeletionByPodGC"))
        .satisfies(c -> assertThat(c.getMessage()).isEqualTo("PodGC: node no longer exists"));
  }

  @Test
  void nodeThatComesBackKeepsItsPods() {
    plane.api().create(Network.pod("p", "10.0.0.1", "True"));
    plane.pass(Duration.ofSeconds(30));
    plane.api().create(Network.node("n", "a"));
    plane.pass(Duration.ofMinutes(2));
    assertThat(names()).containsExactly("p");
  }

  @Test
  void oldestFinishedPodsGoWhenThereAreTooMany() {
    plane.api().create(Network.node("n", "a"));
    for (var name : List.of("a", "b", "c", "d")) {
      plane.time().advance(Duration.ofSeconds(1));
      plane.finish(plane.api().create(Samples.pod(name, "web")), "Succeeded");
    }
    plane.api().create(Samples.pod("e", "web"));
    plane.pass(Duration.ofSeconds(30));
    assertThat(names()).containsExactlyInAnyOrder("c", "d", "e");
  }

  @Test
  void deletedPodOnNodeOutOfServiceGoesAtOnce() {
    plane
        .api()
        .create(
            new NodeBuilder(Network.node("n", "a"))
                .withNewSpec()
                .addNewTaint()
                .withKey("node.kubernetes.io/out-of-service")
                .withEffect("NoExecute")
                .endTaint()
                .endSpec()
                .build());
    var pod = plane.api().create(Network.pod("p", "10.0.0.1", "True"));
    plane.api().create(Network.pod("q", "10.0.0.2", "True"));
    plane.client().resource(pod).delete();
    assertThat(names()).hasSize(2);
    plane.pass(Duration.ofSeconds(30));
    assertThat(names()).containsExactly("q");
  }

  private List<String> names() {
    return plane.client().pods().inAnyNamespace().list().getItems().stream()
        .map(pod -> pod.getMetadata().getName())
        .toList();
  }

  private static Pod withFinalizer(Pod pod) {
    return new PodBuilder(pod).editMetadata().addToFinalizers("x/y").endMetadata().build();
  }
}
