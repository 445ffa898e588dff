package dev.timonier.scheduler.queue;

import static dev.timonier.scheduler.ClusterObjects.info;
import static dev.timonier.scheduler.ClusterObjects.node;
import static dev.timonier.scheduler.ClusterObjects.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.time.VirtualTime;
import dev.timonier.scheduler.framework.ClusterEvent.NodeAdded;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever happens in whatever order: a pod that was put in and not taken out for good is in
/// exactly one place, is popped by one at a time, and is popped in the end.
class SchedulingQueueModelTest {
  private static final int PODS = 5;

  enum Kind {
    PUT,
    PUT_LABELLED,
    DELETE,
    POP,
    REJECT_UNTIL_NODE,
    REJECT_UNTIL_FORGOTTEN,
    FAIL,
    START_BINDING,
    DONE,
    NODE_ADDED,
    PASS
  }

  record Step(Kind kind, int pod, int millis) {
    String name() {
      return "p" + pod;
    }

    String uid() {
      return "uid-p" + pod;
    }
  }

  @Property(tries = 1000)
  void noPodIsLostOrDoubled(@ForAll("steps") List<Step> steps) {
    new Run().of(steps);
  }

  /// The queue, and what is known of it in the simplest form.
  private static final class Run {
    private final VirtualTime time = new VirtualTime();
    private final SchedulingQueue queue =
        new SchedulingQueue(new FakeRules(), time, PodBackoff.DEFAULT);
    private final Set<String> known = new HashSet<>();
    private final Set<String> popped = new HashSet<>();
    private final Set<String> binding = new HashSet<>();

    void of(List<Step> steps) {
      for (var step : steps) {
        apply(step);
        assertThat(queue.sizes().total()).isEqualTo(known.size());
        assertThat(queue.sizes().inFlight()).isEqualTo(popped.size());
      }
      assertThat(drained()).containsExactlyInAnyOrderElementsOf(known);
    }

    private void apply(Step step) {
      switch (step.kind()) {
        case PUT -> put(info(pod(step.name())));
        case PUT_LABELLED ->
            put(info(pod(step.name()).editMetadata().addToLabels("a", "b").endMetadata()));
        case DELETE -> {
          queue.delete(step.uid());
          gone(step.uid());
        }
        case POP -> queue.poll().ifPresent(this::popped);
        case REJECT_UNTIL_NODE -> reject(step, "Nodes");
        case REJECT_UNTIL_FORGOTTEN -> reject(step, "Nothing");
        case FAIL -> {
          var mine = popped.remove(step.uid());
          binding.remove(step.uid());
          assertThat(queue.fail(step.uid()).isPresent()).isEqualTo(mine);
        }
        case START_BINDING -> {
          queue.startBinding(step.uid());
          if (popped.contains(step.uid())) {
            binding.add(step.uid());
          }
        }
        case DONE -> {
          if (popped.contains(step.uid())) {
            queue.done(step.uid());
            gone(step.uid());
          }
        }
        case NODE_ADDED -> queue.happened(new NodeAdded(info(node("node-1"))));
        case PASS -> time.advance(Duration.ofMillis(step.millis()));
      }
    }

    private void put(PodInfo pod) {
      queue.put(pod);
      known.add(pod.uid());
    }

    private void popped(QueuedPod pod) {
      assertThat(known).contains(pod.pod().uid());
      assertThat(popped.add(pod.pod().uid())).isTrue();
    }

    /// Nobody rejects a pod that is being bound.
    private void reject(Step step, String plugin) {
      if (!binding.contains(step.uid())) {
        var mine = popped.remove(step.uid());
        assertThat(queue.reject(step.uid(), Set.of(plugin)).isPresent()).isEqualTo(mine);
      }
    }

    private void gone(String uid) {
      known.remove(uid);
      popped.remove(uid);
      binding.remove(uid);
    }

    /// What can be had out of the queue when everybody gives back what they have and time passes.
    private List<String> drained() {
      for (var uid : popped) {
        queue.fail(uid);
      }
      time.advance(Duration.ofMinutes(6));
      var uids = new ArrayList<String>();
      for (var next = queue.poll(); next.isPresent(); next = queue.poll()) {
        uids.add(next.get().pod().uid());
      }
      return uids;
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.of(Kind.class),
            Arbitraries.integers().between(0, PODS - 1),
            Arbitraries.integers().between(1, 5000))
        .as(Step::new)
        .list()
        .ofMaxSize(80);
  }
}
