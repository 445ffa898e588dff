package dev.timonier.scheduler;

import static dev.timonier.scheduler.ClusterObjects.node;
import static dev.timonier.scheduler.ClusterObjects.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.status.ApiErrors;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PreemptionTest {
  private final Cluster cluster = new Cluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void importantPodTakesThePlaceOfALesserOne() {
    cluster.create(node("node-1", "1", "1Gi"));
    running("low", "1", 0, "node-1");
    cluster.start();
    var high = cluster.create(waiting("high", "1", 10));

    assertThat(cluster.pods()).containsExactly("high");
    assertThat(cluster.nodeOf("high")).isEqualTo("node-1");
    assertThat(cluster.notes())
        .containsExactlyInAnyOrder(
            "FailedScheduling 0/1 nodes are available: 1 Insufficient cpu.",
            "Preempted Preempted by pod " + high.getMetadata().getUid() + " on node node-1");
  }

  @Test
  void victimThatTakesItsTimeIsWaitedFor() {
    cluster.create(node("node-1", "1", "1Gi"));
    var victim = cluster.create(stubborn(assigned("low", "1", 0, "node-1")));
    cluster.start();
    cluster.create(waiting("high", "1", 10));

    assertThat(cluster.pod("low").getMetadata().getDeletionTimestamp()).isNotNull();
    assertThat(cluster.pod("low").getStatus().getConditions())
        .singleElement()
        .satisfies(
            condition -> {
              assertThat(condition.getType()).isEqualTo("DisruptionTarget");
              assertThat(condition.getStatus()).isEqualTo("True");
              assertThat(condition.getReason()).isEqualTo("PreemptionByScheduler");
              assertThat(condition.getMessage())
                  .isEqualTo("default-scheduler: preempting to accommodate a higher priority pod");
            });
    assertThat(cluster.nodeOf("high")).isEmpty();
    assertThat(cluster.pod("high").getStatus().getNominatedNodeName()).isEqualTo("node-1");
    assertThat(cluster.condition("high"))
        .hasValueSatisfying(
            condition -> assertThat(condition.getReason()).isEqualTo("Unschedulable"));
    cluster.pass(Duration.ofMinutes(5));
    assertThat(cluster.condition("high").orElseThrow().getMessage())
        .isEqualTo(
            "0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, "
                + "preemption: not eligible due to a terminating pod on the nominated node.");
    cluster.edit(
        victim, p -> new PodBuilder(p).editMetadata().withFinalizers().endMetadata().build());

    assertThat(cluster.nodeOf("high")).isEqualTo("node-1");
  }

  @Test
  void onlyThoseGoWhoseGoingHelps() {
    cluster.create(node("node-1", "4", "1Gi"));
    running("small", "1", 0, "node-1");
    running("middle", "1", 1, "node-1");
    running("large", "2", 0, "node-1");
    cluster.start();
    cluster.create(waiting("high", "2", 10));

    assertThat(cluster.pods()).containsExactlyInAnyOrder("small", "middle", "high");
  }

  @Test
  void nodeWithTheLeastImportantVictimsIsChosen() {
    cluster.create(node("node-1", "1", "1Gi"));
    cluster.create(node("node-2", "1", "1Gi"));
    cluster.create(node("node-3", "1", "1Gi"));
    running("five", "1", 5, "node-1");
    running("three", "1", 3, "node-2");
    running("four", "1", 4, "node-3");
    cluster.start();
    cluster.create(waiting("high", "1", 10));

    assertThat(cluster.nodeOf("high")).isEqualTo("node-2");
    assertThat(cluster.pods()).containsExactlyInAnyOrder("five", "four", "high");
  }

  @Test
  void disruptionBudgetIsRatherKept() {
    cluster.create(node("node-1", "1", "1Gi"));
    cluster.create(node("node-2", "1", "1Gi"));
    cluster.create(
        new PodBuilder(assigned("protected", "1", 0, "node-1"))
            .editMetadata()
            .addToLabels("app", "db")
            .endMetadata()
            .build());
    running("other", "1", 5, "node-2");
    cluster.create(
        new PodDisruptionBudgetBuilder()
            .withNewMetadata()
            .withNamespace("default")
            .withName("db")
            .endMetadata()
            .withNewSpec()
            .withNewSelector()
            .addToMatchLabels("app", "db")
            .endSelector()
            .endSpec()
            .build());
    cluster.start();
    cluster.create(waiting("high", "1", 10));

    assertThat(cluster.pods()).containsExactlyInAnyOrder("protected", "high");
  }

  @Test
  void equallyImportantPodsStay() {
    cluster.create(node("node-1", "1", "1Gi"));
    running("old", "1", 10, "node-1");
    cluster.start();
    cluster.create(waiting("new", "1", 10));

    assertThat(cluster.nodeOf("new")).isEmpty();
    assertThat(cluster.condition("new").orElseThrow().getMessage())
        .endsWith(
            "preemption: 0/1 nodes are available: "
                + "1 No preemption victims found for incoming pod.");
  }

  @Test
  void podThatIsNotToPreemptWaits() {
    cluster.create(node("node-1", "1", "1Gi"));
    running("low", "1", 0, "node-1");
    cluster.start();
    cluster.create(
        new PodBuilder(waiting("high", "1", 10))
            .editSpec()
            .withPreemptionPolicy("Never")
            .endSpec()
            .build());

    assertThat(cluster.pods()).containsExactlyInAnyOrder("low", "high");
    assertThat(cluster.condition("high").orElseThrow().getMessage())
        .endsWith("preemption: not eligible due to preemptionPolicy=Never.");
  }

  @Test
  void failedEvictionIsTriedAgain() {
    cluster.create(node("node-1", "1", "1Gi"));
    running("low", "1", 0, "node-1");
    cluster.start();
    cluster
        .api()
        .fail(
            request ->
                request.method().equals("DELETE")
                    ? Optional.of(ApiErrors.internal("no luck"))
                    : Optional.empty());
    cluster.create(waiting("high", "1", 10));
    assertThat(cluster.nodeOf("high")).isEmpty();
    cluster.api().failNoMore();
    cluster.pass(Duration.ofSeconds(10));

    assertThat(cluster.nodeOf("high")).isEqualTo("node-1");
  }

  @Test
  void roomThatIsBeingMadeIsNotTakenByALesserPod() {
    cluster.create(node("node-1", "4", "1Gi"));
    cluster.create(stubborn(assigned("low", "3", 0, "node-1")));
    cluster.start();
    cluster.create(waiting("high", "3", 10));
    assertThat(cluster.pod("high").getStatus().getNominatedNodeName()).isEqualTo("node-1");
    cluster.create(waiting("late", "1", 1));

    assertThat(cluster.nodeOf("late")).isEmpty();
  }

  private void running(String name, String cpu, int priority, String node) {
    cluster.create(assigned(name, cpu, priority, node));
  }

  private static Pod waiting(String name, String cpu, int priority) {
    return new PodBuilder(pod(name, cpu, "1Mi"))
        .editSpec()
        .withPriority(priority)
        .endSpec()
        .build();
  }

  private static Pod assigned(String name, String cpu, int priority, String node) {
    return new PodBuilder(waiting(name, cpu, priority))
        .editSpec()
        .withNodeName(node)
        .withTerminationGracePeriodSeconds(0L)
        .endSpec()
        .build();
  }

  /// A pod that does not go at once when it is deleted.
  private static Pod stubborn(Pod pod) {
    return new PodBuilder(pod)
        .editMetadata()
        .withFinalizers(List.of("example.com/slow"))
        .endMetadata()
        .build();
  }
}
