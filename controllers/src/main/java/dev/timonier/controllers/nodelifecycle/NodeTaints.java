package dev.timonier.controllers.nodelifecycle;

import dev.timonier.controllers.runtime.Times;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Taint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// The taints that a node has by its conditions
/// (<https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/#taint-based-evictions>);
/// pure.
final class NodeTaints {
  static final String NOT_READY = "node.kubernetes.io/not-ready";
  static final String UNREACHABLE = "node.kubernetes.io/unreachable";
  static final String UNSCHEDULABLE = "node.kubernetes.io/unschedulable";
  static final String NO_SCHEDULE = "NoSchedule";
  static final String NO_EXECUTE = "NoExecute";

  private static final Map<String, String> BY_CONDITION =
      Map.of(
          "MemoryPressure", "node.kubernetes.io/memory-pressure",
          "DiskPressure", "node.kubernetes.io/disk-pressure",
          "NetworkUnavailable", "node.kubernetes.io/network-unavailable",
          "PIDPressure", "node.kubernetes.io/pid-pressure");

  private NodeTaints() {}

  static List<Taint> of(Node node) {
    return node.getSpec() == null
        ? List.of()
        : Objects.requireNonNullElse(node.getSpec().getTaints(), List.of());
  }

  /// The taint that a node's readiness means; empty for a ready node.
  static Set<String> byReadiness(Node node) {
    return switch (NodeHealth.ready(node)) {
      case "True" -> Set.of();
      case "False" -> Set.of(NOT_READY);
      default ->
          NodeHealth.condition(node, NodeHealth.READY).isEmpty() ? Set.of() : Set.of(UNREACHABLE);
    };
  }

  /// With those taints that keep new pods away, and without those that no longer apply.
  static List<Taint> withNoSchedule(Node node, List<Taint> taints, Instant now) {
    var wanted = new TreeSet<>(byReadiness(node));
    BY_CONDITION.forEach(
        (condition, key) ->
            NodeHealth.condition(node, condition)
                .filter(c -> c.getStatus().equals("True"))
                .ifPresent(_ -> wanted.add(key)));
    if (node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable())) {
      wanted.add(UNSCHEDULABLE);
    }
    var ours = new TreeSet<>(BY_CONDITION.values());
    ours.addAll(List.of(NOT_READY, UNREACHABLE, UNSCHEDULABLE));
    return swapped(taints, ours, wanted, NO_SCHEDULE, now);
  }

  /// With the taint that drives pods away, and without the one that no longer applies.
  static List<Taint> withNoExecute(List<Taint> taints, Set<String> wanted, Instant now) {
    return swapped(taints, Set.of(NOT_READY, UNREACHABLE), wanted, NO_EXECUTE, now);
  }

  private static List<Taint> swapped(
      List<Taint> taints, Set<String> ours, Set<String> wanted, String effect, Instant now) {
    var result = new ArrayList<Taint>();
    var missing = new TreeSet<>(wanted);
    for (var taint : taints) {
      var mine = taint.getEffect().equals(effect) && ours.contains(taint.getKey());
      if (!mine || missing.remove(taint.getKey())) {
        result.add(taint);
      }
    }
    missing.forEach(key -> result.add(new Taint(effect, key, Times.shown(now), null)));
    return result;
  }
}
