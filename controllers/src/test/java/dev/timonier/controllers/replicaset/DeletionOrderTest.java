package dev.timonier.controllers.replicaset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.Samples;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeletionOrderTest {
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
  private static final Map<String, Integer> COMPANIONS = Map.of("crowded", 3, "lonely", 1);

  /// @param first goes before the other one
  record Case(String name, Pod first, Pod second) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("without a node", pod("").build(), pod("lonely").build()),
        new Case("pending", phase("Pending"), phase("Unknown")),
        new Case("unknown", phase("Unknown"), phase("Running")),
        new Case("not ready", phase("Running"), ready("2026-01-01T00:00:00Z").build()),
        new Case("cheap", cost("-5"), cost("7")),
        new Case("no cost is zero", phase("Running"), cost("1")),
        new Case("not alone on its node", pod("crowded").build(), pod("lonely").build()),
        new Case(
            "ready for a short time",
            ready("2026-01-01T23:59:00Z").build(),
            ready("2026-01-01T00:00:00Z").build()),
        new Case("often restarted", restarted(5), restarted(1)),
        new Case(
            "young", created("2026-01-01T23:59:59Z", "b"), created("2025-01-01T00:00:00Z", "a")),
        new Case(
            "of like age by uid",
            created("2026-01-01T23:59:50Z", "a"),
            created("2026-01-01T23:59:51Z", "b")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void goesFirst(Case one) {
    var order = new DeletionOrder(NOW, pod -> COMPANIONS.getOrDefault(DeletionOrder.node(pod), 0));
    assertThat(order.compare(one.first(), one.second())).isNegative();
    assertThat(order.compare(one.second(), one.first())).isPositive();
  }

  /// Two pods of one second, and one a second older whose uid is between theirs.
  @Test
  void likeAgesAreOrderedWithoutContradiction() {
    var first = created("2026-01-01T23:59:50Z", "a");
    var last = created("2026-01-01T23:59:50Z", "c");
    var between = created("2026-01-01T23:59:51Z", "b");
    var order = new DeletionOrder(NOW, _ -> 0);
    assertThat(Stream.of(last, between, first).sorted(order).toList())
        .containsExactly(first, between, last);
    assertThat(order.compare(first, last)).isNegative();
  }

  private static PodBuilder pod(String node) {
    return new PodBuilder(Samples.pod("p", "a")).editSpec().withNodeName(node).endSpec();
  }

  private static Pod phase(String phase) {
    return pod("lonely").withNewStatus().withPhase(phase).endStatus().build();
  }

  private static PodBuilder ready(String since) {
    return pod("lonely")
        .withNewStatus()
        .withPhase("Running")
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .withLastTransitionTime(since)
        .endCondition()
        .endStatus();
  }

  private static Pod cost(String cost) {
    return new PodBuilder(phase("Running"))
        .editMetadata()
        .addToAnnotations(DeletionOrder.COST, cost)
        .endMetadata()
        .build();
  }

  private static Pod restarted(int times) {
    return new PodBuilder(phase("Running"))
        .editStatus()
        .addNewContainerStatus()
        .withRestartCount(times)
        .endContainerStatus()
        .endStatus()
        .build();
  }

  private static Pod created(String at, String uid) {
    return pod("lonely")
        .editMetadata()
        .withCreationTimestamp(at)
        .withUid(uid)
        .endMetadata()
        .build();
  }
}
