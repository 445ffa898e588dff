package dev.timonier.scheduler;

import static dev.timonier.scheduler.ClusterObjects.node;
import static dev.timonier.scheduler.ClusterObjects.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodAffinityTermBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PodAffinityTest {
  private static final String ZONE = "topology.kubernetes.io/zone";
  private static final String HOSTNAME = "kubernetes.io/hostname";

  private final Cluster cluster = new Cluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void podGoesWhereThePodsAreThatItWants() {
    zones();
    cluster.create(on("b2", labeled("db", "db")));
    cluster.start();
    for (var i = 0; i < 4; i++) {
      cluster.create(with(labeled("web-" + i, "web"), near(term("db", ZONE))));
    }

    assertThat(List.of("web-0", "web-1", "web-2", "web-3"))
        .allSatisfy(name -> assertThat(cluster.nodeOf(name)).startsWith("b"));
  }

  @Test
  void podWaitsForThePodThatItWants() {
    zones();
    cluster.start();
    cluster.create(with(labeled("web", "web"), near(term("db", ZONE))));
    assertThat(cluster.condition("web").orElseThrow().getMessage())
        .startsWith("0/4 nodes are available: 4 node(s) didn't match pod affinity rules. ");
    cluster.create(on("a1", labeled("db", "db")));
    cluster.settle();

    assertThat(cluster.nodeOf("web")).startsWith("a");
  }

  @Test
  void firstOfPodsThatWantEachOtherMayGoAnywhere() {
    zones();
    cluster.start();
    cluster.create(with(labeled("web-0", "web"), near(term("web", HOSTNAME))));
    cluster.create(with(labeled("web-1", "web"), near(term("web", HOSTNAME))));

    assertThat(cluster.nodeOf("web-0")).isNotEmpty().isEqualTo(cluster.nodeOf("web-1"));
  }

  @Test
  void podsThatCannotBearEachOtherGetANodeEach() {
    zones();
    cluster.start();
    for (var i = 0; i < 5; i++) {
      cluster.create(with(labeled("web-" + i, "web"), far(term("web", HOSTNAME))));
    }

    assertThat(List.of("web-0", "web-1", "web-2", "web-3").stream().map(cluster::nodeOf))
        .containsExactlyInAnyOrder("a1", "a2", "b1", "b2");
    assertThat(cluster.condition("web-4").orElseThrow().getMessage())
        .startsWith("0/4 nodes are available: 4 node(s) didn't match pod anti-affinity rules. ");
    cluster.delete(cluster.pod("web-2"));

    assertThat(cluster.nodeOf("web-4")).isNotEmpty();
  }

  @Test
  void podKeepsAwayFromThoseThatCannotBearIt() {
    zones();
    cluster.create(on("a1", with(labeled("db", "db"), far(term("web", ZONE)))));
    cluster.start();
    cluster.create(labeled("web", "web"));
    assertThat(cluster.nodeOf("web")).startsWith("b");
    cluster.create(on("b1", with(labeled("db-2", "db"), far(term("web", ZONE)))));
    cluster.create(labeled("late", "web"));

    assertThat(cluster.condition("late").orElseThrow().getMessage())
        .startsWith(
            "0/4 nodes are available: 4 node(s) didn't satisfy existing pods anti-affinity rules. ");
  }

  @Test
  void preferredNeighborsDecideBetweenNodesThatWouldDo() {
    zones();
    cluster.create(on("a1", labeled("noise", "noise")));
    cluster.create(on("b1", labeled("db", "db")));
    cluster.start();
    var wish =
        new AffinityBuilder()
            .withNewPodAffinity()
            .addNewPreferredDuringSchedulingIgnoredDuringExecution()
            .withWeight(100)
            .withPodAffinityTerm(term("db", ZONE))
            .endPreferredDuringSchedulingIgnoredDuringExecution()
            .endPodAffinity()
            .withNewPodAntiAffinity()
            .addNewPreferredDuringSchedulingIgnoredDuringExecution()
            .withWeight(100)
            .withPodAffinityTerm(term("db", HOSTNAME))
            .endPreferredDuringSchedulingIgnoredDuringExecution()
            .endPodAntiAffinity()
            .build();
    cluster.create(with(labeled("web", "web"), wish));

    assertThat(cluster.nodeOf("web")).isEqualTo("b2");
  }

  @Test
  void podsOfSelectedNamespacesAreMeant() {
    zones();
    cluster.create(
        new NamespaceBuilder()
            .withNewMetadata()
            .withName("data")
            .addToLabels("team", "storage")
            .endMetadata()
            .build());
    cluster.create(
        new PodBuilder(on("b1", labeled("db", "db")))
            .editMetadata()
            .withNamespace("data")
            .endMetadata()
            .build());
    cluster.start();
    var storage =
        new PodAffinityTermBuilder(term("db", HOSTNAME))
            .withNewNamespaceSelector()
            .addToMatchLabels("team", "storage")
            .endNamespaceSelector()
            .build();
    cluster.create(with(labeled("web", "web"), near(storage)));
    cluster.create(with(labeled("other", "web"), near(term("db", HOSTNAME))));

    assertThat(cluster.nodeOf("web")).isEqualTo("b1");
    assertThat(cluster.nodeOf("other")).isEmpty();
  }

  @Test
  void podsThatCannotBearAPodAreVictimsOfIt() {
    cluster.create(node("node-1").build());
    var low = with(labeled("low", "low"), far(term("high", HOSTNAME)));
    cluster.create(
        new PodBuilder(on("node-1", low))
            .editSpec()
            .withTerminationGracePeriodSeconds(0L)
            .endSpec()
            .build());
    cluster.start();
    cluster.create(
        new PodBuilder(labeled("high", "high")).editSpec().withPriority(5).endSpec().build());

    assertThat(cluster.pods()).containsExactly("high");
    assertThat(cluster.nodeOf("high")).isEqualTo("node-1");
  }

  /// Nodes a1 and a2 in zone a, b1 and b2 in zone b.
  private void zones() {
    for (var name : List.of("a1", "a2", "b1", "b2")) {
      cluster.create(
          node(name).editMetadata().addToLabels(ZONE, name.substring(0, 1)).endMetadata().build());
    }
  }

  private static Pod labeled(String name, String app) {
    return new PodBuilder(pod(name).build())
        .editMetadata()
        .addToLabels("app", app)
        .endMetadata()
        .build();
  }

  private static Pod on(String node, Pod pod) {
    return new PodBuilder(pod).editSpec().withNodeName(node).endSpec().build();
  }

  private static Pod with(Pod pod, Affinity affinity) {
    return new PodBuilder(pod).editSpec().withAffinity(affinity).endSpec().build();
  }

  private static PodAffinityTerm term(String app, String topologyKey) {
    return new PodAffinityTermBuilder()
        .withTopologyKey(topologyKey)
        .withNewLabelSelector()
        .addToMatchLabels("app", app)
        .endLabelSelector()
        .build();
  }

  private static Affinity near(PodAffinityTerm term) {
    return new AffinityBuilder()
        .withNewPodAffinity()
        .withRequiredDuringSchedulingIgnoredDuringExecution(term)
        .endPodAffinity()
        .build();
  }

  private static Affinity far(PodAffinityTerm term) {
    return new AffinityBuilder()
        .withNewPodAntiAffinity()
        .withRequiredDuringSchedulingIgnoredDuringExecution(term)
        .endPodAntiAffinity()
        .build();
  }
}
