package dev.timonier.controllers.replicaset;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;

/// What has to be done so that as many pods are active as are wanted.
sealed interface ReplicaPlan {
  /// No more than this in one go.
  int MOST_AT_ONCE = 500;

  record Nothing() implements ReplicaPlan {}

  record Create(int count) implements ReplicaPlan {}

  record Delete(List<Pod> pods) implements ReplicaPlan {}

  /// @param active the owner's active pods
  /// @param related active pods that the owner's owner has, through whichever owner: of two pods on
  ///   one node one rather goes than a pod that is alone on its node
  static ReplicaPlan of(int wanted, List<Pod> active, Collection<Pod> related, Instant now) {
    var missing = wanted - active.size();
    if (missing == 0) {
      return new Nothing();
    }
    return missing > 0
        ? new Create(Math.min(missing, MOST_AT_ONCE))
        : new Delete(leastValuable(Math.min(-missing, MOST_AT_ONCE), active, related, now));
  }

  private static List<Pod> leastValuable(
      int count, List<Pod> active, Collection<Pod> related, Instant now) {
    if (count >= active.size()) {
      return active;
    }
    var onNode = new HashMap<String, Integer>();
    related.forEach(pod -> onNode.merge(DeletionOrder.node(pod), 1, Integer::sum));
    var sorted = new ArrayList<>(active);
    sorted.sort(new DeletionOrder(now, pod -> onNode.getOrDefault(DeletionOrder.node(pod), 0)));
    return List.copyOf(sorted.subList(0, count));
  }
}
