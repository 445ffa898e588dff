package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import java.util.List;
import java.util.Map;

/// Turns `matchLabelKeys` into requirements on the values that the pod's own labels have
/// (<https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#matchlabelkeys>).
final class MatchLabelKeys {
  private final Map<String, String> labels;

  private MatchLabelKeys(Map<String, String> labels) {
    this.labels = labels;
  }

  static void apply(ApiObject pod) {
    var keys = new MatchLabelKeys(pod.metadata().labels());
    var affinity = pod.spec().path("affinity");
    for (var kind : List.of("podAffinity", "podAntiAffinity")) {
      keys.affinity(affinity.path(kind));
    }
    for (var constraint : Trees.objects(pod.spec().path("topologySpreadConstraints"))) {
      keys.merge(constraint, "matchLabelKeys", "In");
    }
  }

  private void affinity(JsonNode affinity) {
    for (var term :
        Trees.objects(affinity.path("requiredDuringSchedulingIgnoredDuringExecution"))) {
      term(term);
    }
    for (var term : affinity.path("preferredDuringSchedulingIgnoredDuringExecution")) {
      if (term.path("podAffinityTerm") instanceof ObjectNode inner) {
        term(inner);
      }
    }
  }

  private void term(ObjectNode term) {
    merge(term, "matchLabelKeys", "In");
    merge(term, "mismatchLabelKeys", "NotIn");
  }

  private void merge(ObjectNode term, String field, String operator) {
    if (!(term.get("labelSelector") instanceof ObjectNode selector)) {
      return;
    }
    for (var key : term.path(field)) {
      var value = labels.get(key.asText());
      if (value != null) {
        Trees.children(selector, "matchExpressions")
            .addObject()
            .put("key", key.asText())
            .put("operator", operator)
            .putArray("values")
            .add(value);
      }
    }
  }
}
