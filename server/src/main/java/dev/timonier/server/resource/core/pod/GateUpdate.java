package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.stream.Collectors;

/// Gates go one by one and none comes
/// (<https://kubernetes.io/docs/concepts/scheduling-eviction/pod-scheduling-readiness/>). As long
/// as there is one, the nodes on which the pod may run can be narrowed.
final class GateUpdate {
  private static final String TERM = "core/v1.NodeSelectorTerm";

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
    if (!old.has(field)) {
      return;
    }
    var before = old.path(field).path("nodeSelectorTerms");
    var terms = affinity.at(field).at("nodeSelectorTerms");
    if (terms.value().size() != before.size()) {
      terms.invalid(
          shown(terms), "no additions/deletions to non-empty NodeSelectorTerms list are allowed");
      return;
    }
    for (var i = 0; i < before.size(); i++) {
      if (!hasOnlyMore(terms.at(i).value(), before.get(i))) {
        terms.at(i).as(TERM).invalid("only additions are allowed (no mutations or deletions)");
      }
    }
  }

  private static String shown(Subject terms) {
    return terms.isPresent()
        ? terms.elements().stream()
            .map(term -> term.as(TERM).shown())
            .collect(Collectors.joining(",", "[", "]"))
        : "null";
  }

  /// A term without requirements fits no node, and more would make it fit some.
  private static boolean hasOnlyMore(JsonNode term, JsonNode old) {
    return (!isEmpty(old) || isEmpty(term))
        && startsWith(term.path("matchExpressions"), old.path("matchExpressions"))
        && startsWith(term.path("matchFields"), old.path("matchFields"));
  }

  private static boolean isEmpty(JsonNode term) {
    return term.path("matchExpressions").isEmpty() && term.path("matchFields").isEmpty();
  }

  private static boolean startsWith(JsonNode requirements, JsonNode old) {
    for (var i = 0; i < old.size(); i++) {
      if (!old.get(i).equals(requirements.path(i))) {
        return false;
      }
    }
    return true;
  }
}
