package dev.timonier.scheduler.plugin.interpodaffinity;

import dev.timonier.scheduler.framework.ClusterEvent;
import dev.timonier.scheduler.framework.ClusterEvent.AssignedPodAdded;
import dev.timonier.scheduler.framework.ClusterEvent.AssignedPodDeleted;
import dev.timonier.scheduler.framework.ClusterEvent.AssignedPodUpdated;
import dev.timonier.scheduler.framework.ClusterEvent.NodeAdded;
import dev.timonier.scheduler.framework.ClusterEvent.NodeDeleted;
import dev.timonier.scheduler.framework.ClusterEvent.NodeUpdated;
import dev.timonier.scheduler.framework.ClusterEvent.StorageChanged;
import dev.timonier.scheduler.framework.ClusterEvent.TargetPodUpdated;
import dev.timonier.scheduler.framework.NodeChange;
import dev.timonier.scheduler.framework.PodChange;
import dev.timonier.scheduler.framework.QueueingHint;
import dev.timonier.scheduler.snapshot.PodInfo;

/// Which events may bring what a pod wants near, or remove what it does not want or what does not
/// want it.
final class AffinityHints {
  private final PodInfo pod;
  private final NamespaceLabels namespaces;

  AffinityHints(PodInfo pod, NamespaceLabels namespaces) {
    this.pod = pod;
    this.namespaces = namespaces;
  }

  QueueingHint hint(ClusterEvent event) {
    return QueueingHint.queueIf(
        switch (event) {
          case AssignedPodAdded(var other) -> isWanted(other);
          case AssignedPodDeleted(var other) -> isWanted(other) || isInTheWay(other);
          case AssignedPodUpdated(var before, var after, var changes) ->
              changes.contains(PodChange.LABEL)
                  && (isWanted(before) != isWanted(after)
                      || (isInTheWay(before) && !isInTheWay(after)));
          case TargetPodUpdated(_, _, var changes) -> changes.contains(PodChange.LABEL);
          case NodeAdded _ -> true;
          case NodeUpdated(_, _, var changes) -> changes.contains(NodeChange.LABEL);
          case NodeDeleted _ -> false;
          case StorageChanged _ -> false;
        });
  }

  private boolean isWanted(PodInfo other) {
    return Neighbors.meetsAll(pod.affinities().affinity(), other, namespaces.of(other.namespace()));
  }

  private boolean isInTheWay(PodInfo other) {
    var theirs = namespaces.of(other.namespace());
    var ours = namespaces.of(pod.namespace());
    return pod.affinities().antiAffinity().stream().anyMatch(term -> term.matches(other, theirs))
        || other.affinities().antiAffinity().stream().anyMatch(term -> term.matches(pod, ours));
  }
}
