package dev.timonier.nodeagent.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The strategic merge patch that turns one pod status into another, leaving alone what others put
/// there.
///
/// Example: from phase Pending to phase Running it is
/// `{"metadata":{"uid":"…"},"status":{"phase":"Running"}}`. The uid makes it fail on another pod of
/// the same name.
final class StatusPatch {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /// Fields whose lists the API server merges by key: what left must be said.
  private static final Set<String> MERGED_BY_ADDRESS = Set.of("podIPs", "hostIPs");

  private static final List<String> CLEARABLE = List.of("reason", "message", "lastProbeTime");

  /// Written by others.
  private static final Set<String> FOREIGN =
      Set.of("nominatedNodeName", "resourceClaimStatuses", "extendedResourceClaimStatus", "resize");

  private StatusPatch() {}

  /// Empty when nothing changes.
  static Optional<String> between(String uid, PodStatus before, PodStatus after) {
    var old = tree(before);
    var wanted = tree(after);
    var change = MAPPER.createObjectNode();
    wanted.properties().stream()
        .filter(field -> !field.getValue().equals(old.get(field.getKey())))
        .forEach(field -> change.set(field.getKey(), value(field.getKey(), field.getValue(), old)));
    old.fieldNames().forEachRemaining(name -> clear(name, wanted, change));
    return change.isEmpty() ? Optional.empty() : Optional.of(patch(uid, change));
  }

  private static ObjectNode tree(PodStatus status) {
    ObjectNode tree = MAPPER.valueToTree(status);
    FOREIGN.forEach(tree::remove);
    if (tree.get("conditions") instanceof ArrayNode conditions) {
      conditions.removeIf(StatusPatch::isForeign);
    }
    return tree;
  }

  private static boolean isForeign(JsonNode condition) {
    return !ConditionRules.isOwned(condition.path("type").asText());
  }

  private static void clear(String name, ObjectNode wanted, ObjectNode change) {
    if (!wanted.has(name)) {
      change.putNull(name);
    }
  }

  private static JsonNode value(String name, JsonNode wanted, ObjectNode old) {
    if (name.equals("conditions")) {
      return conditions((ArrayNode) wanted);
    }
    return MERGED_BY_ADDRESS.contains(name) && old.has(name) ? replacing(wanted) : wanted;
  }

  /// Conditions are merged by type; what a condition no longer has is cleared.
  private static ArrayNode conditions(ArrayNode wanted) {
    var all = wanted.deepCopy();
    for (var condition : all) {
      CLEARABLE.stream()
          .filter(field -> !condition.has(field))
          .forEach(field -> ((ObjectNode) condition).putNull(field));
    }
    return all;
  }

  private static ArrayNode replacing(JsonNode wanted) {
    var list = MAPPER.createArrayNode();
    list.addObject().put("$patch", "replace");
    wanted.forEach(list::add);
    return list;
  }

  private static String patch(String uid, ObjectNode change) {
    var patch = MAPPER.createObjectNode();
    patch.putObject("metadata").put("uid", uid);
    patch.set("status", change);
    return patch.toString();
  }
}
