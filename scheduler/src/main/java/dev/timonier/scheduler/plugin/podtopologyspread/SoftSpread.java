package dev.timonier.scheduler.plugin.podtopologyspread;

import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How pods are spread with regard to the constraints that a pod would rather have met. Numbers of
/// pods on single nodes are counted when a node is scored.
final class SoftSpread {
  private final PodInfo pod;
  private final List<Constraint> constraints;
  private final DomainRule rule;
  private final List<Map<String, Integer>> counts = new ArrayList<>();
  private final double[] weights;
  private final Set<String> ignored = new HashSet<>();

  /// Which nodes take part.
  enum DomainRule {
    /// Those that lie in a domain of every constraint.
    IN_ALL,
    /// All.
    ANY
  }

  SoftSpread(PodInfo pod, List<Constraint> constraints, DomainRule rule, List<NodeInfo> feasible) {
    this.pod = pod;
    this.constraints = constraints;
    this.rule = rule;
    this.weights = new double[constraints.size()];
    constraints.forEach(_ -> counts.add(new HashMap<>()));
    feasible.forEach(this::addDomains);
    for (var i = 0; i < weights.length; i++) {
      var perNode = constraints.get(i).isPerNode();
      var domains = perNode ? feasible.size() - ignored.size() : counts.get(i).size();
      weights[i] = Math.log(domains + 2.0);
    }
  }

  /// Counts the pods of all nodes, in the domains that come into question.
  SoftSpread count(List<NodeInfo> all) {
    var eligibility = Eligibility.of(pod);
    for (var node : all) {
      if (takesPart(node)) {
        count(node, eligibility);
      }
    }
    return this;
  }

  boolean ignores(NodeInfo node) {
    return ignored.contains(node.name());
  }

  /// The more pods there are in the node's domains, the higher; domains of which there are many
  /// count for more.
  long crowding(NodeInfo node) {
    var sum = 0.0;
    for (var i = 0; i < weights.length; i++) {
      var constraint = constraints.get(i);
      var domain = node.labels().get(constraint.key());
      if (domain != null) {
        sum += pods(node, i, domain) * weights[i] + (constraint.maxSkew() - 1);
      }
    }
    return Math.round(sum);
  }

  private int pods(NodeInfo node, int index, String domain) {
    var constraint = constraints.get(index);
    return constraint.isPerNode()
        ? constraint.count(node, pod.namespace())
        : counts.get(index).getOrDefault(domain, 0);
  }

  private void addDomains(NodeInfo node) {
    if (!takesPart(node)) {
      ignored.add(node.name());
      return;
    }
    for (var i = 0; i < weights.length; i++) {
      if (!constraints.get(i).isPerNode()) {
        counts.get(i).putIfAbsent(domain(node, i), 0);
      }
    }
  }

  private void count(NodeInfo node, Eligibility eligibility) {
    for (var i = 0; i < weights.length; i++) {
      var constraint = constraints.get(i);
      if (eligibility.admits(node, constraint)) {
        counts
            .get(i)
            .computeIfPresent(
                domain(node, i), (_, n) -> n + constraint.count(node, pod.namespace()));
      }
    }
  }

  private boolean takesPart(NodeInfo node) {
    return rule == DomainRule.ANY || Eligibility.isInAll(node, constraints);
  }

  private String domain(NodeInfo node, int index) {
    return node.labels().getOrDefault(constraints.get(index).key(), "");
  }
}
