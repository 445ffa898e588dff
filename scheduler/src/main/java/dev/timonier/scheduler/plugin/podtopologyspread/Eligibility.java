package dev.timonier.scheduler.plugin.podtopologyspread;

import dev.timonier.machinery.selector.RequiredNodes;
import dev.timonier.machinery.taint.Tolerations;
import dev.timonier.scheduler.plugin.podtopologyspread.Constraint.Inclusion;
import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.util.List;

/// Which nodes count as places where a pod could be.
record Eligibility(RequiredNodes required, Tolerations tolerations) {
  static Eligibility of(PodInfo pod) {
    return new Eligibility(RequiredNodes.of(pod.spec()), Tolerations.of(pod.spec()));
  }

  boolean admits(NodeInfo node, Constraint constraint) {
    return (constraint.affinity() == Inclusion.IGNORE
            || required.matches(node.name(), node.labels()))
        && (constraint.taints() == Inclusion.IGNORE
            || tolerations.firstUntolerated(node.forbiddingTaints()).isEmpty());
  }

  /// Whether a node lies in a domain of every constraint.
  static boolean isInAll(NodeInfo node, List<Constraint> constraints) {
    return constraints.stream().allMatch(constraint -> node.labels().containsKey(constraint.key()));
  }
}
