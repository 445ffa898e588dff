package dev.timonier.scheduler.plugin.podtopologyspread;

import dev.timonier.machinery.selector.LabelRequirement;
import dev.timonier.machinery.selector.Selector;
import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// A topology spread constraint, made ready for use.
///
/// @param key the node label whose values are the domains
/// @param minDomains with fewer domains than this, an empty one is thought to be there as well
/// @param selector the pods that are counted
/// @param affinity whether nodes that the pod's node affinity excludes count as domains
/// @param taints whether nodes whose taints the pod does not tolerate count as domains
record Constraint(
    String key,
    int maxSkew,
    int minDomains,
    Selector selector,
    Inclusion affinity,
    Inclusion taints) {
  static final String HOSTNAME = "kubernetes.io/hostname";

  /// Whether a rule decides which nodes are looked at.
  enum Inclusion {
    HONOR,
    IGNORE
  }

  /// Those of the constraints that are to be met in a certain way.
  ///
  /// @param action `DoNotSchedule` or `ScheduleAnyway`
  static List<Constraint> of(List<TopologySpreadConstraint> all, String action, PodInfo pod) {
    return all.stream()
        .filter(constraint -> action.equals(constraint.getWhenUnsatisfiable()))
        .map(constraint -> of(constraint, pod))
        .toList();
  }

  private static Constraint of(TopologySpreadConstraint constraint, PodInfo pod) {
    var keys = constraint.getMatchLabelKeys();
    return new Constraint(
        constraint.getTopologyKey(),
        Objects.requireNonNullElse(constraint.getMaxSkew(), 1),
        Objects.requireNonNullElse(constraint.getMinDomains(), 1),
        Selector.of(constraint.getLabelSelector()).and(sameLabels(pod, keys)),
        "Ignore".equals(constraint.getNodeAffinityPolicy()) ? Inclusion.IGNORE : Inclusion.HONOR,
        "Honor".equals(constraint.getNodeTaintsPolicy()) ? Inclusion.HONOR : Inclusion.IGNORE);
  }

  /// The pods that agree with a pod in some labels.
  private static Selector sameLabels(PodInfo pod, List<String> keys) {
    var requirements = new ArrayList<LabelRequirement>();
    for (var key : keys) {
      var value = pod.labels().get(key);
      if (value != null) {
        requirements.add(LabelRequirement.of(key, LabelRequirement.Operator.IN, Set.of(value)));
      }
    }
    return Selector.of(requirements);
  }

  Constraint with(Selector other) {
    return new Constraint(key, maxSkew, minDomains, other, affinity, taints);
  }

  boolean isPerNode() {
    return key.equals(HOSTNAME);
  }

  /// How many pods of a namespace on a node are counted; those that go are not.
  int count(NodeInfo node, String namespace) {
    var count = 0;
    for (var pod : node.pods()) {
      if (counts(pod, namespace)) {
        count++;
      }
    }
    return count;
  }

  boolean counts(PodInfo pod, String namespace) {
    return !pod.isTerminating()
        && namespace.equals(pod.namespace())
        && selector.matches(pod.labels());
  }
}
