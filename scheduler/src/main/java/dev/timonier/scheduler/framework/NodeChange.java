package dev.timonier.scheduler.framework;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// What of a node matters to scheduling and changed.
public enum NodeChange {
  ALLOCATABLE,
  LABEL,
  /// Taints, or being cordoned.
  TAINT,
  CONDITION,
  ANNOTATION;

  /// What differs between two versions of a node; often nothing, since nodes report all the time.
  public static Set<NodeChange> between(Node before, Node after) {
    var changes = EnumSet.noneOf(NodeChange.class);
    for (var change : values()) {
      if (!change.part(before).equals(change.part(after))) {
        changes.add(change);
      }
    }
    return changes;
  }

  private Object part(Node node) {
    var spec = Optional.ofNullable(node.getSpec());
    var status = Optional.ofNullable(node.getStatus());
    return switch (this) {
      case ALLOCATABLE -> status.map(s -> s.getAllocatable());
      case LABEL -> Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.of());
      case TAINT ->
          List.of(spec.map(s -> s.getTaints()), spec.map(s -> s.getUnschedulable()).orElse(false));
      case CONDITION -> states(status.map(s -> s.getConditions()).orElse(List.of()));
      case ANNOTATION -> Objects.requireNonNullElse(node.getMetadata().getAnnotations(), Map.of());
    };
  }

  /// Conditions without the times of their heartbeats.
  private static Map<String, String> states(List<NodeCondition> conditions) {
    var states = new HashMap<String, String>();
    conditions.forEach(condition -> states.put(condition.getType(), condition.getStatus()));
    return states;
  }
}
