package dev.timonier.scheduler.plugin.podtopologyspread;

import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.util.ArrayList;
import java.util.List;

/// How pods are spread with regard to the constraints that a pod insists on.
final class Spread implements CycleState.Changing {
  private final PodInfo pod;
  private final List<Constraint> constraints;
  private final Eligibility eligibility;
  private final List<DomainCounts> counts;

  private Spread(
      PodInfo pod,
      List<Constraint> constraints,
      Eligibility eligibility,
      List<DomainCounts> counts) {
    this.pod = pod;
    this.constraints = constraints;
    this.eligibility = eligibility;
    this.counts = counts;
  }

  static Spread of(PodInfo pod, List<Constraint> constraints, List<NodeInfo> nodes) {
    var counts = new ArrayList<DomainCounts>();
    constraints.forEach(_ -> counts.add(new DomainCounts()));
    var spread = new Spread(pod, constraints, Eligibility.of(pod), counts);
    nodes.forEach(spread::count);
    return spread;
  }

  @Override
  public Spread copy() {
    return new Spread(
        pod, constraints, eligibility, counts.stream().map(DomainCounts::copy).toList());
  }

  List<Constraint> constraints() {
    return constraints;
  }

  /// Another pod comes onto a node, or goes from there.
  ///
  /// @param pods 1 or -1
  void change(PodInfo other, NodeInfo node, int pods) {
    if (!Eligibility.isInAll(node, constraints)) {
      return;
    }
    for (var i = 0; i < constraints.size(); i++) {
      var constraint = constraints.get(i);
      if (constraint.counts(other, pod.namespace()) && eligibility.admits(node, constraint)) {
        counts.get(i).add(domain(node, constraint), pods);
      }
    }
  }

  /// Whether the pod may get into the node's domain: by how much that one would be fuller than the
  /// emptiest one.
  boolean allows(NodeInfo node, int index) {
    var constraint = constraints.get(index);
    var own = constraint.selector().matches(pod.labels()) ? 1 : 0;
    var count = counts.get(index);
    return count.in(domain(node, constraint)) + own - count.least(constraint.minDomains())
        <= constraint.maxSkew();
  }

  private void count(NodeInfo node) {
    if (!Eligibility.isInAll(node, constraints)) {
      return;
    }
    for (var i = 0; i < constraints.size(); i++) {
      var constraint = constraints.get(i);
      if (eligibility.admits(node, constraint)) {
        counts.get(i).add(domain(node, constraint), constraint.count(node, pod.namespace()));
      }
    }
  }

  private static String domain(NodeInfo node, Constraint constraint) {
    return node.labels().getOrDefault(constraint.key(), "");
  }
}
