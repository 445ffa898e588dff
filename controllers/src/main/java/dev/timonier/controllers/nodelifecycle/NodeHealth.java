package dev.timonier.controllers.nodelifecycle;

import dev.timonier.controllers.runtime.Times;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What the conditions of a node say, and what they are to say when it is silent; pure.
final class NodeHealth {
  static final String READY = "Ready";
  private static final List<String> LOST_WITH_THE_NODE =
      List.of(READY, "MemoryPressure", "DiskPressure", "PIDPressure");

  private NodeHealth() {}

  static List<NodeCondition> conditions(Node node) {
    return node.getStatus() == null
        ? List.of()
        : Objects.requireNonNullElse(node.getStatus().getConditions(), List.of());
  }

  static Optional<NodeCondition> condition(Node node, String type) {
    return conditions(node).stream().filter(c -> c.getType().equals(type)).findFirst();
  }

  /// `True`, `False`, or `Unknown`, also where there is no condition.
  static String ready(Node node) {
    return condition(node, READY).map(NodeCondition::getStatus).orElse("Unknown");
  }

  /// The conditions of a node of which nothing was heard for too long.
  static List<NodeCondition> silent(Node node, Instant now) {
    var conditions = new ArrayList<NodeCondition>();
    for (var condition : conditions(node)) {
      conditions.add(
          LOST_WITH_THE_NODE.contains(condition.getType()) ? unknown(condition, now) : condition);
    }
    for (var type : LOST_WITH_THE_NODE) {
      if (condition(node, type).isEmpty()) {
        conditions.add(neverSeen(node, type, now));
      }
    }
    return conditions;
  }

  private static NodeCondition unknown(NodeCondition condition, Instant now) {
    return condition.getStatus().equals("Unknown")
        ? condition
        : new NodeConditionBuilder(condition)
            .withStatus("Unknown")
            .withReason("NodeStatusUnknown")
            .withMessage("Kubelet stopped posting node status.")
            .withLastTransitionTime(Times.shown(now))
            .build();
  }

  private static NodeCondition neverSeen(Node node, String type, Instant now) {
    return new NodeConditionBuilder()
        .withType(type)
        .withStatus("Unknown")
        .withReason("NodeStatusNeverUpdated")
        .withMessage("Kubelet never posted node status.")
        .withLastHeartbeatTime(node.getMetadata().getCreationTimestamp())
        .withLastTransitionTime(Times.shown(now))
        .build();
  }
}
