package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;

/// The conditions in a pod's status.
final class PodConditions {
  private PodConditions() {}

  static boolean isTrue(JsonNode pod, String type) {
    for (var condition : pod.path("status").path("conditions")) {
      if (Trees.text(condition, "type").equals(type)) {
        return Trees.text(condition, "status").equals("True");
      }
    }
    return false;
  }

  static boolean hasReason(JsonNode pod, String type, String reason) {
    for (var condition : pod.path("status").path("conditions")) {
      if (Trees.text(condition, "type").equals(type)
          && Trees.text(condition, "reason").equals(reason)) {
        return true;
      }
    }
    return false;
  }

  /// The condition of a type, made if there is none.
  static ObjectNode of(ObjectNode pod, String type) {
    var conditions = Trees.children(Trees.child(pod, "status"), "conditions");
    for (var condition : Trees.objects(conditions)) {
      if (Trees.text(condition, "type").equals(type)) {
        return condition;
      }
    }
    return conditions.addObject().put("type", type);
  }
}
