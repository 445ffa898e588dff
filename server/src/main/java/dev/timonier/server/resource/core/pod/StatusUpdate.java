package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.Subject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// The kubelet's word on a pod. What was observed once is not forgotten by a client that does not
/// know of it.
final class StatusUpdate implements PodUpdate {
  private static final String OBSERVED = "observedGeneration";

  @Override
  public void prepare(ApiObject next, ApiObject old) {
    next.metadata().copy("ownerReferences", old.metadata());
    next.metadata().copy("deletionTimestamp", old.metadata());
    var status = Trees.child(next.root(), "status");
    var before = old.status();
    if (Trees.text(status, "qosClass").isEmpty() && before.has("qosClass")) {
      status.set("qosClass", before.get("qosClass"));
    }
    keepObserved(status, before);
    var generations = generations(before.path("conditions"));
    for (var condition : Trees.objects(status.path("conditions"))) {
      var known = generations.get(Trees.text(condition, "type"));
      if (known != null && !known.isEmpty()) {
        keepObserved(condition, known.remove());
      }
    }
  }

  private static void keepObserved(ObjectNode next, JsonNode old) {
    if (next.path(OBSERVED).asLong() == 0 && old.path(OBSERVED).asLong() != 0) {
      next.set(OBSERVED, old.get(OBSERVED));
    }
  }

  /// The old conditions by type: there may be several of one.
  private static Map<String, Deque<JsonNode>> generations(JsonNode conditions) {
    var byType = new HashMap<String, Deque<JsonNode>>();
    for (var condition : conditions) {
      byType.computeIfAbsent(Trees.text(condition, "type"), _ -> new ArrayDeque<>()).add(condition);
    }
    return byType;
  }

  @Override
  public void validate(Subject next, ApiObject old) {
    PodAnnotations.validateUpdate(
        next.at("metadata").at("annotations"),
        old.metadata().tree().path("annotations"),
        next.value().path("spec"));
    PodStatusValidation.validate(next, old);
  }
}
