package dev.timonier.scheduler.queue;

import dev.timonier.scheduler.framework.QueuedPodInfo;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Pods that may be tried again, but not yet. Those that were rejected may be tried earlier when
/// nothing else is to do, since their delay only keeps them from wasting time; those whose try
/// failed wait in any case, since their delay protects the API server. Guarded by the queue's lock.
///
/// Pods whose delay ends in the same second are ordered as in the active queue.
final class BackoffQueue {
  private final SortedPods rejected;
  private final SortedPods failed;

  BackoffQueue(Comparator<QueuedPodInfo> order) {
    var byEnd =
        Comparator.<QueuedPod, Instant>comparing(
                pod -> pod.backoffUntil().truncatedTo(ChronoUnit.SECONDS))
            .thenComparing(order);
    rejected = new SortedPods(byEnd);
    failed = new SortedPods(byEnd);
  }

  void add(QueuedPod pod) {
    (pod.hasFailed() ? failed : rejected).add(pod);
  }

  Optional<QueuedPod> remove(String uid) {
    return rejected.remove(uid).or(() -> failed.remove(uid));
  }

  Optional<QueuedPod> find(String uid) {
    return rejected.find(uid).or(() -> failed.find(uid));
  }

  /// Takes the next one of those that may be tried early.
  Optional<QueuedPod> removeEarly() {
    return rejected.removeFirst();
  }

  boolean hasEarly() {
    return !rejected.isEmpty();
  }

  /// Takes those whose delay is over.
  List<QueuedPod> removeDue(Instant now) {
    var due = new ArrayList<QueuedPod>();
    for (var pods : List.of(rejected, failed)) {
      for (var next = pods.first(); isDue(next, now); next = pods.first()) {
        pods.removeFirst().ifPresent(due::add);
      }
    }
    return due;
  }

  /// When the next delay may be over.
  Optional<Instant> nextEnd() {
    return Stream.of(rejected.first(), failed.first())
        .flatMap(Optional::stream)
        .map(QueuedPod::backoffUntil)
        .min(Comparator.naturalOrder());
  }

  int size() {
    return rejected.size() + failed.size();
  }

  private static boolean isDue(Optional<QueuedPod> pod, Instant now) {
    return pod.isPresent() && !pod.get().backsOff(now);
  }
}
