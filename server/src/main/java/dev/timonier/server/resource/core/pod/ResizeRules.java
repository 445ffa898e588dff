package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.podspec.AggregateResources;
import dev.timonier.server.schema.SemanticEquality;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// Finds what is wrong with a resize: only amounts of processor and memory may change, and none may
/// go (<https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/>). In
/// [#rest] are the old amounts in place of the new ones, so that only other changes show.
final class ResizeRules {
  private static final List<String> SIDES = List.of("requests", "limits");

  private final Subject spec;
  private final JsonNode old;
  private static final String CONTAINER = "core/v1.Container";
  private static final String RESOURCES = "core/v1.ResourceRequirements";

  private final JsonNode status;
  private final String told;
  private final String quality;
  private final ObjectNode rest;

  ResizeRules(Subject next, ApiObject old) {
    this.spec = next.at("spec");
    this.told = next.value().path("status").path("qosClass").asText("");
    this.old = old.spec();
    this.status = old.status();
    this.quality = QualityOfService.ofPod(old.root());
    this.rest = ((ObjectNode) spec.value()).deepCopy();
  }

  void validate() {
    if (!quality.equals(QualityOfService.of(spec.value()))) {
      spec.with(TextNode.valueOf(told))
          .invalid("Pod QOS Class may not change as a result of resizing");
    }
    if (!isOnAbleNode()) {
      spec.forbidden("Pod running on node without support for resize");
    }
    if (hasSizes(spec.value()) || hasSizes(old)) {
      whole();
    }
    var inOrder = haveSameOrder("containers");
    if (!haveSameOrder("initContainers") || !inOrder) {
      return;
    }
    for (var list : List.of("initContainers", "containers")) {
      for (var i = 0; i < old.path(list).size(); i++) {
        var before = old.path(list).get(i).path("resources");
        removed(spec.at(list).at(i).at("resources"), before, "resource ");
      }
    }
    containers();
    initContainers();
    if (spec.faults().isEmpty() && !SemanticEquality.same(rest, old, "core/v1.PodSpec")) {
      spec.forbidden("only cpu and memory resources are mutable");
    }
  }

  /// A node that can resize containers tells what its running ones have. Of others nothing is
  /// known.
  private boolean isOnAbleNode() {
    return Trees.stream(status.path("containerStatuses"))
        .filter(container -> container.path("state").has("running"))
        .findFirst()
        .map(container -> container.has("resources"))
        .orElse(true);
  }

  private static boolean hasSizes(JsonNode spec) {
    return SIDES.stream().anyMatch(side -> !spec.path("resources").path(side).isEmpty());
  }

  /// Examines the resources of the pod as a whole.
  private void whole() {
    var resources = spec.at("resources");
    if (old.has("resources")) {
      if (!resources.isPresent()) {
        resources.forbidden("pod-level resources cannot be removed");
        return;
      }
      removed(resources, old.path("resources"), "pod-level resource ");
    }
    if (rest.path("resources") instanceof ObjectNode amounts) {
      forgetSizes(amounts, old.path("resources"));
      if (amounts.isEmpty() && !old.has("resources")) {
        rest.remove("resources");
      }
    }
    if (!SemanticEquality.same(rest.path("resources"), old.path("resources"), RESOURCES)) {
      spec.forbidden("only cpu and memory resources are mutable at pod-level");
    }
  }

  private boolean haveSameOrder(String list) {
    var containers = spec.at(list);
    if (containers.value().size() != old.path(list).size()) {
      containers.forbidden(list + " may not be added or removed on resize");
      return false;
    }
    var faults = spec.faults().size();
    for (var i = 0; i < old.path(list).size(); i++) {
      var name = containers.at(i).at("name");
      if (!name.text().equals(Trees.text(old.path(list).get(i), "name"))) {
        name.forbidden(list + " may not be renamed or reordered on resize");
      }
    }
    return spec.faults().size() == faults;
  }

  private static void removed(Subject resources, JsonNode old, String kind) {
    for (var side : SIDES) {
      var amounts = resources.at(side);
      if (old.path(side).properties().stream().anyMatch(amount -> !amounts.has(amount.getKey()))) {
        amounts.forbidden(kind + side + " cannot be removed");
      }
    }
  }

  private void containers() {
    for (var i = 0; i < old.path("containers").size(); i++) {
      if (isChangedBeyondSizes("containers", i)) {
        spec.forbidden("only cpu and memory resources are mutable");
      }
    }
  }

  private void initContainers() {
    for (var i = 0; i < old.path("initContainers").size(); i++) {
      var container = spec.at("initContainers").at(i);
      var changed =
          !SemanticEquality.same(container.value(), old.path("initContainers").get(i), CONTAINER);
      if (isChangedBeyondSizes("initContainers", i)) {
        container.forbidden(
            "only cpu and memory resources for init or sidecar containers are mutable");
      }
      if (changed && !AggregateResources.isSidecar(container.value())) {
        refuseRestarts(container);
      }
    }
  }

  private static void refuseRestarts(Subject container) {
    for (var policy : container.at("resizePolicy").elements()) {
      if (policy.at("restartPolicy").text().equals("RestartContainer")) {
        container.forbidden(
            "non-sidecar init containers with a resize policy of RestartContainer cannot be"
                + " resized");
      }
    }
  }

  private boolean isChangedBeyondSizes(String list, int index) {
    var container = (ObjectNode) rest.path(list).get(index);
    var before = old.path(list).get(index);
    var resources = Trees.child(container, "resources");
    forgetSizes(resources, before.path("resources"));
    resources.remove("claims");
    return !SemanticEquality.same(container, before, CONTAINER);
  }

  private static void forgetSizes(ObjectNode resources, JsonNode old) {
    for (var side : SIDES) {
      var amounts = Trees.child(resources, side);
      MainUpdate.take(amounts, old.path(side), "cpu");
      MainUpdate.take(amounts, old.path(side), "memory");
      if (amounts.isEmpty()) {
        resources.remove(side);
      }
    }
  }
}
