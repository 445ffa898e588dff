package dev.timonier.scheduler;

import static dev.timonier.scheduler.ClusterObjects.node;
import static dev.timonier.scheduler.ClusterObjects.pod;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopologySpreadTest {
  private static final String ZONE = "topology.kubernetes.io/zone";

  private final Cluster cluster = new Cluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void hardConstraintKeepsZonesEquallyFull() {
    inZone("a1", "a");
    inZone("a2", "a");
    inZone("a3", "a");
    inZone("b1", "b");
    cluster.start();
    for (var i = 0; i < 6; i++) {
      cluster.create(spread("web-" + i, c -> c));
    }

    assertThat(byZone()).isEqualTo(Map.of("a", 3L, "b", 3L));
  }

  @Test
  void podThatWouldMakeOneZoneTooFullWaitsForRoomElsewhere() {
    inZone("a1", "a");
    inZone("b1", "b");
    cluster.edit(
        cluster.node("b1"),
        n -> new NodeBuilder(n).editSpec().withUnschedulable(true).endSpec().build());
    cluster.start();
    cluster.create(spread("first", c -> c));
    cluster.create(spread("second", c -> c));
    assertThat(cluster.nodeOf("first")).isEqualTo("a1");
    assertThat(cluster.condition("second").orElseThrow().getMessage())
        .startsWith(
            "0/2 nodes are available: 1 node(s) didn't match pod topology spread constraints, "
                + "1 node(s) were unschedulable. ");
    cluster.edit(
        cluster.node("b1"),
        n -> new NodeBuilder(n).editSpec().withUnschedulable(null).endSpec().build());

    assertThat(cluster.nodeOf("second")).isEqualTo("b1");
  }

  @Test
  void nodeWithoutTheLabelIsNoPlace() {
    cluster.create(node("node-1").build());
    cluster.start();
    cluster.create(spread("web", c -> c));

    assertThat(cluster.condition("web").orElseThrow().getMessage())
        .startsWith(
            "0/1 nodes are available: 1 node(s) didn't match pod topology spread constraints "
                + "(missing required label). ");
  }

  @Test
  void withTooFewDomainsAnEmptyOneIsThoughtToBeThere() {
    inZone("a1", "a");
    cluster.start();
    cluster.create(
        spread("first", c -> new TopologySpreadConstraintBuilder(c).withMinDomains(2).build()));
    cluster.create(
        spread("second", c -> new TopologySpreadConstraintBuilder(c).withMinDomains(2).build()));
    assertThat(cluster.nodeOf("first")).isEqualTo("a1");
    assertThat(cluster.nodeOf("second")).isEmpty();
    inZone("b1", "b");
    cluster.settle();

    assertThat(cluster.nodeOf("second")).isEqualTo("b1");
  }

  @Test
  void zoneThatThePodDoesNotTolerateCountsUnlessTaintsAreHonored() {
    inZone("a1", "a");
    cluster.create(
        new NodeBuilder(zoned("b1", "b"))
            .editSpec()
            .addToTaints(new Taint("NoSchedule", "dedicated", null, "db"))
            .endSpec()
            .build());
    cluster.start();
    cluster.create(spread("first", c -> c));
    cluster.create(spread("second", c -> c));
    cluster.create(
        spread(
            "third",
            c -> new TopologySpreadConstraintBuilder(c).withNodeTaintsPolicy("Honor").build()));

    assertThat(cluster.nodeOf("first")).isEqualTo("a1");
    assertThat(cluster.nodeOf("second")).isEmpty();
    assertThat(cluster.nodeOf("third")).isEqualTo("a1");
  }

  @Test
  void podsOfAServiceAreSpreadWithoutAsking() {
    cluster.create(
        new ServiceBuilder()
            .withNewMetadata()
            .withNamespace("default")
            .withName("web")
            .endMetadata()
            .withNewSpec()
            .addToSelector("app", "web")
            .endSpec()
            .build());
    inZone("large", "a");
    cluster.create(new NodeBuilder(zoned("small", "b")).build());
    cluster.start();
    for (var i = 0; i < 4; i++) {
      cluster.create(labeled("web-" + i));
    }

    assertThat(byZone()).isEqualTo(Map.of("a", 2L, "b", 2L));
  }

  private Map<String, Long> byZone() {
    return cluster.client().pods().inNamespace("default").list().getItems().stream()
        .map(pod -> cluster.node(pod.getSpec().getNodeName()).getMetadata().getLabels().get(ZONE))
        .collect(groupingBy(zone -> zone, counting()));
  }

  private void inZone(String name, String zone) {
    cluster.create(zoned(name, zone));
  }

  private static Node zoned(String name, String zone) {
    return node(name).editMetadata().addToLabels(ZONE, zone).endMetadata().build();
  }

  private static Pod labeled(String name) {
    return new PodBuilder(pod(name).build())
        .editMetadata()
        .addToLabels("app", "web")
        .endMetadata()
        .build();
  }

  private static Pod spread(String name, UnaryOperator<TopologySpreadConstraint> change) {
    var constraint =
        new TopologySpreadConstraintBuilder()
            .withTopologyKey(ZONE)
            .withMaxSkew(1)
            .withWhenUnsatisfiable("DoNotSchedule")
            .withNewLabelSelector()
            .addToMatchLabels("app", "web")
            .endLabelSelector()
            .build();
    return new PodBuilder(labeled(name))
        .editSpec()
        .withTopologySpreadConstraints(change.apply(constraint))
        .endSpec()
        .build();
  }
}
