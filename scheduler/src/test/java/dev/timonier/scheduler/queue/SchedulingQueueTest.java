package dev.timonier.scheduler.queue;

import static dev.timonier.scheduler.ClusterObjects.info;
import static dev.timonier.scheduler.ClusterObjects.node;
import static dev.timonier.scheduler.ClusterObjects.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.time.VirtualTime;
import dev.timonier.scheduler.framework.ClusterEvent;
import dev.timonier.scheduler.framework.ClusterEvent.AssignedPodDeleted;
import dev.timonier.scheduler.framework.ClusterEvent.NodeAdded;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SchedulingQueueTest {
  private static final ClusterEvent NODE_ADDED = new NodeAdded(info(node("node-1")));

  private final VirtualTime time = new VirtualTime();
  private final SchedulingQueue queue =
      new SchedulingQueue(new FakeRules(), time, PodBackoff.DEFAULT);

  @Test
  void higherPriorityComesFirstThenWhoCameEarlier() {
    queue.put(withPriority("a", 1));
    time.advance(Duration.ofMillis(1));
    queue.put(withPriority("b", 5));
    time.advance(Duration.ofMillis(1));
    queue.put(withPriority("c", 1));

    assertThat(pop()).isEqualTo("b");
    assertThat(pop()).isEqualTo("a");
    assertThat(pop()).isEqualTo("c");
    assertThat(queue.poll()).isEmpty();
  }

  @Test
  void rejectedPodWaitsForAnEventThatHelps() {
    reject("web", "Nodes");
    queue.happened(new AssignedPodDeleted(info(pod("other"))));
    assertThat(queue.sizes()).isEqualTo(new QueueSizes(0, 0, 1, 0, 0));
    queue.happened(NODE_ADDED);

    assertThat(queue.sizes()).isEqualTo(new QueueSizes(0, 1, 0, 0, 0));
    assertThat(pop()).isEqualTo("web");
  }

  @Test
  void helpedPodThatWaitedLongIsActiveAtOnce() {
    reject("web", "Nodes");
    time.advance(Duration.ofSeconds(1));
    queue.happened(NODE_ADDED);

    assertThat(queue.sizes()).isEqualTo(new QueueSizes(1, 0, 0, 0, 0));
  }

  @Test
  void activePodsGoBeforeThoseThatBackOff() {
    reject("early", "Nodes");
    queue.happened(NODE_ADDED);
    queue.put(info(pod("late")));

    assertThat(pop()).isEqualTo("late");
    assertThat(pop()).isEqualTo("early");
  }

  @Test
  void eventDuringTheTryIsNotMissed() {
    queue.put(info(pod("web")));
    pop();
    queue.happened(NODE_ADDED);
    queue.reject("uid-web", Set.of("Nodes"));

    assertThat(queue.sizes().unschedulable()).isZero();
    assertThat(pop()).isEqualTo("web");
  }

  @Test
  void heldPodWaitsEvenWhereAnEventHelps() {
    queue.put(info(pod("web")));
    pop();
    queue.hold("uid-web");
    queue.reject("uid-web", Set.of("Nodes"));
    queue.happened(NODE_ADDED);
    assertThat(queue.poll()).isEmpty();
    queue.letGo("uid-web");

    assertThat(pop()).isEqualTo("web");
  }

  @Test
  void podThatWasHeldInVainIsTriedAfterADelay() {
    queue.put(info(pod("web")));
    pop();
    queue.hold("uid-web");
    queue.reject("uid-web", Set.of("Nodes"));
    queue.retryLater("uid-web");
    assertThat(queue.poll()).isEmpty();
    time.advance(Duration.ofSeconds(1));

    assertThat(pop()).isEqualTo("web");
  }

  @Test
  void eventBeforeTheTryDoesNotCount() {
    queue.put(info(pod("first")));
    queue.put(info(pod("second")));
    pop();
    queue.happened(NODE_ADDED);
    pop();
    queue.reject("uid-second", Set.of("Nodes"));
    queue.reject("uid-first", Set.of("Nodes"));

    assertThat(queue.sizes()).isEqualTo(new QueueSizes(0, 1, 1, 0, 0));
    assertThat(pop()).isEqualTo("first");
  }

  @Test
  void failedPodBacksOffEvenWhenNothingElseIsToDo() {
    queue.put(info(pod("web")));
    pop();
    queue.fail("uid-web");
    assertThat(queue.poll()).isEmpty();
    time.advance(Duration.ofMillis(999));
    assertThat(queue.poll()).isEmpty();
    time.advance(Duration.ofMillis(1));

    assertThat(pop()).isEqualTo("web");
  }

  @Test
  void delaysDoubleUpToTheLongest() {
    queue.put(info(pod("web")));
    for (var seconds : new int[] {1, 2, 4, 8, 10, 10}) {
      pop();
      queue.fail("uid-web");
      time.advance(Duration.ofSeconds(seconds).minusMillis(1));
      assertThat(queue.poll()).isEmpty();
      time.advance(Duration.ofMillis(1));
    }

    assertThat(pop()).isEqualTo("web");
  }

  @Test
  void rejectionEndsARunOfFailures() {
    queue.put(info(pod("web")));
    for (var i = 0; i < 3; i++) {
      pop();
      queue.fail("uid-web");
      time.advance(Duration.ofSeconds(10));
    }
    pop();
    queue.reject("uid-web", Set.of("Nodes"));
    queue.happened(NODE_ADDED);
    pop();
    queue.fail("uid-web");
    time.advance(Duration.ofSeconds(1));

    assertThat(pop()).isEqualTo("web");
  }

  @Test
  void forgottenPodIsTriedAgainAfterFiveMinutes() {
    reject("web", "Nothing");
    time.advance(Duration.ofMinutes(5).minusMillis(1));
    assertThat(queue.poll()).isEmpty();
    time.advance(Duration.ofMillis(1));

    assertThat(pop()).isEqualTo("web");
  }

  @Test
  void gatedPodIsNeverTried() {
    queue.put(gated("web"));
    queue.happened(NODE_ADDED);
    time.advance(Duration.ofHours(1));

    assertThat(queue.poll()).isEmpty();
    assertThat(queue.sizes().gated()).isEqualTo(1);
    queue.put(info(pod("web")));
    assertThat(pop()).isEqualTo("web");
  }

  @Test
  void changeOfThePodItselfMayHelp() {
    reject("web", "Labels");
    queue.put(info(pod("other")));
    queue.put(info(pod("other").editMetadata().addToLabels("a", "b").endMetadata()));
    assertThat(queue.sizes().unschedulable()).isEqualTo(1);
    queue.put(info(pod("web").editMetadata().addToLabels("a", "b").endMetadata()));

    assertThat(queue.sizes().unschedulable()).isZero();
  }

  @Test
  void newStatusOfThePodDoesNotHelp() {
    reject("web", "Gate");
    queue.put(info(pod("web").editStatus().withMessage("still waiting").endStatus()));

    assertThat(queue.sizes().unschedulable()).isEqualTo(1);
  }

  @Test
  void changeDuringTheTryMayHelp() {
    queue.put(info(pod("web")));
    pop();
    queue.put(info(pod("web").editMetadata().addToLabels("a", "b").endMetadata()));
    var newest = queue.reject("uid-web", Set.of("Labels"));

    assertThat(newest.orElseThrow().labels()).containsEntry("a", "b");
    assertThat(queue.poll().orElseThrow().pod().labels()).containsEntry("a", "b");
  }

  @Test
  void podThatWentDuringTheTryIsNotGivenBack() {
    queue.put(info(pod("web")));
    pop();
    queue.delete("uid-web");

    assertThat(queue.reject("uid-web", Set.of("Nodes"))).isEmpty();
    assertThat(queue.fail("uid-web")).isEmpty();
    assertThat(queue.sizes().total()).isZero();
  }

  @Test
  void podIsDeletedFromEveryPlace() {
    queue.put(info(pod("active")));
    queue.put(gated("gated"));
    reject("rejected", "Nothing");
    queue.put(withPriority("failed", 9));
    pop();
    queue.fail("uid-failed");
    for (var name : new String[] {"active", "gated", "rejected", "failed"}) {
      queue.delete("uid-" + name);
    }

    assertThat(queue.sizes().total()).isZero();
    time.advance(Duration.ofMinutes(10));
    assertThat(queue.poll()).isEmpty();
  }

  @Test
  void boundPodIsDone() {
    queue.put(info(pod("web")));
    pop();
    queue.startBinding("uid-web");
    assertThat(queue.idle()).isFalse();
    queue.done("uid-web");

    assertThat(queue.idle()).isTrue();
  }

  @Test
  void failedBindingGivesThePodBackInItsNewestVersion() {
    queue.put(info(pod("web")));
    pop();
    queue.startBinding("uid-web");
    queue.refresh(info(pod("web").editMetadata().addToLabels("a", "b").endMetadata()));

    assertThat(queue.fail("uid-web").orElseThrow().labels()).containsEntry("a", "b");
  }

  @Test
  void refreshAddsNothing() {
    queue.refresh(info(pod("web")));

    assertThat(queue.sizes().total()).isZero();
  }

  @Test
  void attemptsAreCounted() {
    reject("web", "Nodes");
    queue.happened(NODE_ADDED);

    assertThat(queue.poll().orElseThrow().attempts()).isEqualTo(2);
  }

  @Test
  void popWaitsForAPodAndEndsWhenTheQueueIsClosed() throws InterruptedException {
    var other = Thread.ofVirtual().start(() -> queue.put(info(pod("web"))));
    assertThat(queue.pop().orElseThrow().pod().name()).isEqualTo("web");
    other.join();
    Thread.ofVirtual().start(queue::close);

    assertThat(queue.pop()).isEmpty();
  }

  private void reject(String name, String plugin) {
    queue.put(withPriority(name, 10));
    assertThat(pop()).isEqualTo(name);
    queue.reject("uid-" + name, Set.of(plugin));
  }

  private String pop() {
    return queue.poll().map(QueuedPod::pod).map(PodInfo::name).orElse("");
  }

  private static PodInfo withPriority(String name, int priority) {
    return info(pod(name).editSpec().withPriority(priority).endSpec());
  }

  private static PodInfo gated(String name) {
    return info(pod(name).editSpec().addNewSchedulingGate("example.com/gate").endSpec());
  }
}
