package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.podspec.TolerationValidation;
import dev.timonier.server.validation.Subject;

/// A pod may come to tolerate more, or for another time, but nothing less. Faults of the
/// tolerations themselves are told once more.
final class TolerationUpdate {
  private TolerationUpdate() {}

  static void onlyMore(Subject tolerations, JsonNode old) {
    for (var toleration : old) {
      var kept = false;
      for (var now : tolerations.elements()) {
        kept |= isSame(now.value(), toleration);
      }
      if (!kept) {
        tolerations.forbidden(
            "existing toleration can not be modified except its tolerationSeconds");
        return;
      }
    }
    TolerationValidation.validate(tolerations);
  }

  private static boolean isSame(JsonNode one, JsonNode other) {
    return withoutTime(one).equals(withoutTime(other));
  }

  private static JsonNode withoutTime(JsonNode toleration) {
    var rest = ((ObjectNode) toleration).deepCopy();
    rest.remove("tolerationSeconds");
    if (Trees.text(rest, "operator").isEmpty()) {
      rest.put("operator", "");
    }
    return rest;
  }
}
