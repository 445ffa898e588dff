package dev.timonier.scheduler.queue;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Pods in an order, found by their uid. Guarded by the queue's lock; what the order depends on
/// must not change while a pod is in here.
final class SortedPods {
  private final TreeSet<QueuedPod> sorted;
  private final Map<String, QueuedPod> byUid = new HashMap<>();

  SortedPods(Comparator<? super QueuedPod> order) {
    Comparator<QueuedPod> byOrder = order::compare;
    sorted = new TreeSet<>(byOrder.thenComparingLong(QueuedPod::number));
  }

  void add(QueuedPod pod) {
    byUid.put(pod.uid(), pod);
    sorted.add(pod);
  }

  Optional<QueuedPod> find(String uid) {
    return Optional.ofNullable(byUid.get(uid));
  }

  Optional<QueuedPod> first() {
    return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.first());
  }

  Optional<QueuedPod> remove(String uid) {
    var pod = Optional.ofNullable(byUid.remove(uid));
    pod.ifPresent(sorted::remove);
    return pod;
  }

  Optional<QueuedPod> removeFirst() {
    return first().flatMap(pod -> remove(pod.uid()));
  }

  int size() {
    return sorted.size();
  }

  boolean isEmpty() {
    return sorted.isEmpty();
  }
}
