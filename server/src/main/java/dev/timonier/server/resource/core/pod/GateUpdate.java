package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;

/// Gates go one by one and none comes
/// (<https://kubernetes.io/docs/concepts/scheduling-eviction/pod-scheduling-readiness/>). As long
/// as there is one, the nodes on which the pod may run can be narrowed.
final class GateUpdate {
  private GateUpdate() {}

  static void onlyFewer(Subject gates, JsonNode old) {
    var names = new HashSet<String>();
    old.forEach(gate -> names.add(Trees.text(gate, "name")));
    for (var gate : gates.elements()) {
      if (!names.contains(gate.at("name").text())) {
        gate.at("name")
            .forbidden(
                "only deletion is allowed, but found new scheduling gate '%s'"
                    .formatted(gate.at("name").text()));
      }
    }
  }

  /// Examines the placement of a gated pod, and takes it out of what else is compared.
  ///
  /// @param rest what is compared with the old specification
  static void placement(Subject spec, ObjectNode rest, JsonNode old) {
    nodeSelector(spec.at("nodeSelector"), old.path("nodeSelector"));
    MainUpdate.take(rest, old, "nodeSelector");
    var now = rest.path("affinity").path("nodeAffinity");
    var before = old.path("affinity").path("nodeAffinity");
    if (!now.equals(before)) {
      nodeAffinity(spec.at("affinity").at("nodeAffinity"), before);
      forgetAffinity(rest, old);
    }
  }

  private static void nodeSelector(Subject selector, JsonNode old) {
    for (var entry : old.properties()) {
      if (!selector.value().path(entry.getKey()).equals(entry.getValue())) {
        selector.invalid(
            "only additions to spec.nodeSelector are allowed (no mutations or deletions)");
        return;
      }
    }
  }

  private static void forgetAffinity(ObjectNode rest, JsonNode old) {
    var before = old.path("affinity").path("nodeAffinity");
    if (before.isMissingNode()) {
      if (rest.get("affinity") instanceof ObjectNode affinity) {
        affinity.remove("nodeAffinity");
        if (affinity.isEmpty() && !old.has("affinity")) {
          rest.remove("affinity");
        }
      }
    } else {
      Trees.child(rest, "affinity").set("nodeAffinity", before);
    }
  }

  private static void nodeAffinity(Subject affinity, JsonNode old) {
    var field = "requiredDuringSchedulingIgnoredDuringExecution";
    var before = old.path(field).path("nodeSelectorTerms");
    var terms = affinity.at(field).at("nodeSelectorTerms");
    if (!old.has(field)) {
      return;
    }
    if (terms.value().size() != before.size()) {
      affinity
          .at(field)
          .at("nodeSelectorTerms")
          .invalid("no additions/deletions to non-empty NodeSelectorTerms list are allowed");
      return;
    }
    for (var i = 0; i < before.size(); i++) {
      term(terms.at(i), before.path(i));
    }
  }

  private static void term(Subject term, JsonNode old) {
    if (isEmpty(old) && !isEmpty(term.value())) {
      term.invalid("only additions are allowed (no mutations or deletions)");
      return;
    }
    onlyMore(term.at("matchExpressions"), old.path("matchExpressions"));
    onlyMore(term.at("matchFields"), old.path("matchFields"));
  }

  private static boolean isEmpty(JsonNode term) {
    return term.path("matchExpressions").isEmpty() && term.path("matchFields").isEmpty();
  }

  private static void onlyMore(Subject requirements, JsonNode old) {
    var now =
        requirements.value().isArray()
            ? requirements.value()
            : JsonNodeFactory.instance.arrayNode();
    for (var i = 0; i < old.size(); i++) {
      if (!old.get(i).equals(now.path(i))) {
        requirements.invalid("only additions are allowed (no mutations or deletions)");
        return;
      }
    }
  }
}
