package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.Subject;

/// A container that has ended for good does not run again.
final class RestartTransitions {
  private final JsonNode spec;

  RestartTransitions(JsonNode spec) {
    this.spec = spec;
  }

  /// @param list where the containers stand in the specification
  void check(Subject statuses, JsonNode old, String list) {
    for (var i = 0; i < old.size(); i++) {
      var before = old.get(i);
      var end = before.path("state").path("terminated");
      if (!end.isObject() || !isFinal(before, end, list)) {
        continue;
      }
      for (var status : statuses.elements()) {
        if (status.at("name").text().equals(Trees.text(before, "name"))
            && !status.at("state").at("terminated").isPresent()) {
          statuses.at(i).at("state").forbidden("may not be transitioned to non-terminated state");
          break;
        }
      }
    }
  }

  private boolean isFinal(JsonNode status, JsonNode end, String list) {
    for (var container : spec.path(list)) {
      if (!Trees.text(container, "name").equals(Trees.text(status, "name"))) {
        continue;
      }
      if (container.has("restartPolicyRules")) {
        return false;
      }
      return isFinal(Trees.text(container, "restartPolicy"), end, list);
    }
    return isFinal("", end, list);
  }

  /// @param own the container's own policy; empty for the pod's
  private boolean isFinal(String own, JsonNode end, String list) {
    var policy = own.isEmpty() ? ofPod(list) : own;
    return switch (policy) {
      case "Never" -> true;
      case "OnFailure" -> end.path("exitCode").asInt() == 0;
      default -> false;
    };
  }

  /// An init container that has succeeded is not run again by a pod that always restarts, and an
  /// ephemeral one never is.
  private String ofPod(String list) {
    var policy = Trees.text(spec, "restartPolicy");
    return switch (list) {
      case "ephemeralContainers" -> "Never";
      case "initContainers" -> policy.equals("Always") ? "OnFailure" : policy;
      default -> policy;
    };
  }
}
