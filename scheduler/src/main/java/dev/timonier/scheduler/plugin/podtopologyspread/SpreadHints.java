package dev.timonier.scheduler.plugin.podtopologyspread;

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
import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.util.List;

/// Which events may let a pod meet its constraints: those that change how many pods are counted
/// somewhere, or which domains there are.
final class SpreadHints {
  private SpreadHints() {}

  static QueueingHint hint(PodInfo pod, List<Constraint> constraints, ClusterEvent event) {
    return QueueingHint.queueIf(
        switch (event) {
          case AssignedPodAdded(var other) -> isCounted(other, pod, constraints);
          case AssignedPodDeleted(var other) -> isSelected(other, pod, constraints);
          case AssignedPodUpdated(var before, var after, _) ->
              isCounted(before, pod, constraints) != isCounted(after, pod, constraints);
          case TargetPodUpdated(_, _, var changes) ->
              changes.contains(PodChange.LABEL) || changes.contains(PodChange.TOLERATION);
          case StorageChanged _ -> false;
          case NodeAdded(var node) -> isDomain(node, constraints);
          case NodeDeleted(var node) -> isDomain(node, constraints);
          case NodeUpdated(var before, var after, var changes) ->
              (changes.contains(NodeChange.LABEL) || changes.contains(NodeChange.TAINT))
                  && (isDomain(before, constraints) || isDomain(after, constraints));
        });
  }

  private static boolean isCounted(PodInfo other, PodInfo pod, List<Constraint> constraints) {
    return constraints.stream().anyMatch(constraint -> constraint.counts(other, pod.namespace()));
  }

  /// As [#isCounted], for a pod that was going before it was gone.
  private static boolean isSelected(PodInfo other, PodInfo pod, List<Constraint> constraints) {
    return other.namespace().equals(pod.namespace())
        && constraints.stream()
            .anyMatch(constraint -> constraint.selector().matches(other.labels()));
  }

  private static boolean isDomain(NodeInfo node, List<Constraint> constraints) {
    return Eligibility.isInAll(node, constraints);
  }
}
