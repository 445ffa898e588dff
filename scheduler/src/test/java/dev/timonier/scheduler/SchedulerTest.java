package dev.timonier.scheduler;

import static dev.timonier.scheduler.ClusterObjects.node;
import static dev.timonier.scheduler.ClusterObjects.pod;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.status.ApiErrors;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventSeries;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.Taint;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchedulerTest {
  private final Cluster cluster = new Cluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void podIsAssignedToANode() {
    cluster.create(node("node-1").build());
    cluster.start();
    cluster.create(pod("web").build());

    assertThat(cluster.nodeOf("web")).isEqualTo("node-1");
  }

  @Test
  void assignmentIsToldInAnEvent() {
    cluster.create(node("node-1").build());
    cluster.start();
    var pod = cluster.create(pod("web").build());

    assertThat(cluster.events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getMetadata().getNamespace()).isEqualTo("default");
              assertThat(event.getMetadata().getName()).startsWith("web.");
              assertThat(event.getType()).isEqualTo("Normal");
              assertThat(event.getReason()).isEqualTo("Scheduled");
              assertThat(event.getAction()).isEqualTo("Binding");
              assertThat(event.getMessage())
                  .isEqualTo("Successfully assigned default/web to node-1");
              assertThat(event.getReportingComponent()).isEqualTo("default-scheduler");
              assertThat(event.getReportingInstance()).isEqualTo("default-scheduler-host-1");
              assertThat(event.getInvolvedObject().getKind()).isEqualTo("Pod");
              assertThat(event.getInvolvedObject().getUid()).isEqualTo(pod.getMetadata().getUid());
            });
  }

  @Test
  void podThatFitsNowhereSaysWhy() {
    cluster.create(node("small", "1", "1Gi"));
    cluster.create(node("small-too", "1", "8Gi"));
    cluster.create(
        new NodeBuilder(node("tainted", "8", "8Gi"))
            .editSpec()
            .addToTaints(new Taint("NoSchedule", "dedicated", null, "db"))
            .endSpec()
            .build());
    cluster.start();
    cluster.create(pod("big", "2", "2Gi"));

    var message =
        "0/3 nodes are available: 1 Insufficient memory, 1 node(s) had untolerated taint(s), "
            + "2 Insufficient cpu. no new claims to deallocate, preemption: 0/3 nodes are available: "
            + "3 Preemption is not helpful for scheduling.";
    assertThat(cluster.nodeOf("big")).isEmpty();
    assertThat(cluster.notes()).containsExactly("FailedScheduling " + message);
    assertThat(cluster.events().getFirst())
        .satisfies(
            event -> {
              assertThat(event.getType()).isEqualTo("Warning");
              assertThat(event.getAction()).isEqualTo("Scheduling");
            });
    assertThat(cluster.condition("big"))
        .hasValueSatisfying(
            condition -> {
              assertThat(condition.getStatus()).isEqualTo("False");
              assertThat(condition.getReason()).isEqualTo("Unschedulable");
              assertThat(condition.getMessage()).isEqualTo(message);
              assertThat(condition.getLastTransitionTime()).isEqualTo("2026-01-01T00:00:00Z");
              assertThat(condition.getObservedGeneration()).isEqualTo(1);
            });
  }

  @Test
  void withoutNodesPodWaitsForTheFirstOne() {
    cluster.start();
    cluster.create(pod("web").build());
    assertThat(cluster.condition("web").map(PodCondition::getMessage))
        .contains("no nodes available to schedule pods");
    cluster.pass(Duration.ofSeconds(1));
    cluster.create(node("node-1").build());

    assertThat(cluster.nodeOf("web")).isEqualTo("node-1");
  }

  @Test
  void rejectedPodIsTriedAgainWhenAnotherOneGoes() {
    cluster.create(node("node-1", "1", "1Gi"));
    cluster.start();
    var first = cluster.create(pod("first", "1", "1Mi"));
    cluster.create(pod("second", "1", "1Mi"));
    assertThat(cluster.nodeOf("second")).isEmpty();
    cluster.delete(first);

    assertThat(cluster.nodeOf("second")).isEqualTo("node-1");
  }

  @Test
  void rejectedPodIsTriedAgainWhenItsNodeIsNoLongerCordoned() {
    var node = cluster.create(node("node-1").editSpec().withUnschedulable(true).endSpec().build());
    cluster.start();
    cluster.create(pod("web").build());
    assertThat(cluster.notes())
        .containsExactly(
            "FailedScheduling 0/1 nodes are available: 1 node(s) were unschedulable. "
                + "no new claims to deallocate, preemption: 0/1 nodes are available: "
                + "1 Preemption is not helpful for scheduling.");
    cluster.edit(
        node, n -> new NodeBuilder(n).editSpec().withUnschedulable(null).endSpec().build());

    assertThat(cluster.nodeOf("web")).isEqualTo("node-1");
  }

  @Test
  void repeatedRejectionBecomesASeries() {
    cluster.create(node("node-1", "1", "1Gi"));
    cluster.start();
    cluster.create(pod("big", "2", "1Mi"));
    for (var i = 0; i < 3; i++) {
      cluster.pass(Duration.ofMinutes(5));
    }

    assertThat(cluster.events())
        .extracting(Event::getSeries)
        .filteredOn(Objects::nonNull)
        .extracting(EventSeries::getCount)
        .containsExactly(2);
  }

  @Test
  void unchangedConditionIsNotWrittenAgain() {
    cluster.create(node("node-1", "1", "1Gi"));
    cluster.start();
    cluster.create(pod("big", "2", "1Mi"));
    var before = cluster.pod("big").getMetadata().getResourceVersion();
    cluster.pass(Duration.ofMinutes(5));
    cluster.pass(Duration.ofMinutes(5));

    assertThat(cluster.pod("big").getMetadata().getResourceVersion()).isEqualTo(before);
  }

  @Test
  void gatedPodWaitsUntilItsGatesAreGone() {
    cluster.create(node("node-1").build());
    cluster.start();
    var pod =
        cluster.create(
            pod("web").editSpec().addNewSchedulingGate("example.com/quota").endSpec().build());
    assertThat(cluster.nodeOf("web")).isEmpty();
    assertThat(cluster.events()).isEmpty();
    cluster.edit(pod, p -> new PodBuilder(p).editSpec().withSchedulingGates().endSpec().build());

    assertThat(cluster.nodeOf("web")).isEqualTo("node-1");
  }

  @Test
  void podOfAnotherSchedulerIsLeftAlone() {
    cluster.create(node("node-1").build());
    cluster.start();
    cluster.create(pod("web").editSpec().withSchedulerName("other").endSpec().build());

    assertThat(cluster.nodeOf("web")).isEmpty();
    assertThat(cluster.scheduler().waiting().total()).isZero();
  }

  @Test
  void assignedPodsTakeTheirRoomFromTheStart() {
    cluster.create(node("node-1", "1", "1Gi"));
    cluster.create(
        new PodBuilder(pod("old", "1", "1Mi")).editSpec().withNodeName("node-1").endSpec().build());
    cluster.create(pod("new", "1", "1Mi"));
    cluster.start();

    assertThat(cluster.nodeOf("new")).isEmpty();
  }

  @Test
  void finishedPodsGiveTheirRoomBack() {
    cluster.create(node("node-1", "1", "1Gi"));
    cluster.start();
    var job = cluster.create(pod("job", "1", "1Mi"));
    cluster.create(pod("web", "1", "1Mi"));
    assertThat(cluster.nodeOf("web")).isEmpty();
    cluster
        .client()
        .resource(
            new PodBuilder(cluster.pod("job"))
                .editStatus()
                .withPhase("Succeeded")
                .endStatus()
                .build())
        .updateStatus();
    cluster.settle();

    assertThat(cluster.nodeOf("job")).isEqualTo("node-1");
    assertThat(cluster.nodeOf("web")).isEqualTo("node-1");
    assertThat(job.getMetadata().getName()).isEqualTo("job");
  }

  @Test
  void higherPriorityGoesFirst() {
    cluster.start();
    cluster.create(withPriority("low", 1));
    cluster.create(withPriority("high", 10));
    cluster.create(withPriority("middle", 5));
    cluster.pass(Duration.ofSeconds(10));
    cluster.create(node("node-1", "1", "1Gi"));

    assertThat(cluster.nodeOf("high")).isEqualTo("node-1");
    assertThat(cluster.nodeOf("middle")).isEmpty();
    assertThat(cluster.nodeOf("low")).isEmpty();
  }

  @Test
  void failedBindingIsTriedAgainAfterADelay() {
    cluster.create(node("node-1").build());
    cluster.start();
    cluster
        .api()
        .fail(
            request ->
                request.path().endsWith("/binding")
                    ? Optional.of(ApiErrors.internal("no luck"))
                    : Optional.empty());
    cluster.create(pod("web").build());
    assertThat(cluster.nodeOf("web")).isEmpty();
    assertThat(cluster.condition("web").map(PodCondition::getReason)).contains("SchedulerError");
    cluster.api().failNoMore();
    cluster.settle();
    assertThat(cluster.nodeOf("web")).isEmpty();
    cluster.pass(Duration.ofSeconds(1));

    assertThat(cluster.nodeOf("web")).isEqualTo("node-1");
  }

  @Test
  void thousandPodsAreSpreadOverAHundredNodes() {
    for (var i = 0; i < 100; i++) {
      cluster.create(node("node-" + i, "4", "8Gi"));
    }
    for (var i = 0; i < 1000; i++) {
      cluster.create(pod("web-" + i, "100m", "100Mi"));
    }
    cluster.start();

    var byNode =
        cluster.client().pods().inNamespace("default").list().getItems().stream()
            .collect(groupingBy(pod -> pod.getSpec().getNodeName(), counting()));
    assertThat(byNode).hasSize(100).values().allSatisfy(n -> assertThat(n).isEqualTo(10));
  }

  @Test
  void workIsCountedAndTimed() {
    cluster.create(node("node-1", "2", "1Gi"));
    cluster.start();
    cluster.create(pod("web", "1", "1Mi"));
    cluster.create(pod("big", "3", "1Mi"));
    var meters = cluster.meters();

    assertThat(meters.get("scheduler.schedule.attempts").tag("result", "scheduled").counter())
        .satisfies(counter -> assertThat(counter.count()).isOne());
    assertThat(meters.get("scheduler.schedule.attempts").tag("result", "unschedulable").counter())
        .satisfies(counter -> assertThat(counter.count()).isOne());
    assertThat(meters.get("scheduler.scheduling.attempt.duration").timers())
        .allSatisfy(timer -> assertThat(timer.count()).isOne());
    assertThat(meters.get("scheduler.pending.pods").tag("queue", "unschedulable").gauge().value())
        .isOne();
    assertThat(meters.get("scheduler.preemption.attempts").counter().count()).isOne();
    assertThat(meters.get("scheduler.cache.size").tag("type", "pods").gauge().value()).isOne();
  }

  private static Pod withPriority(String name, int priority) {
    return new PodBuilder(pod(name, "1", "1Mi"))
        .editSpec()
        .withPriority(priority)
        .endSpec()
        .build();
  }
}
