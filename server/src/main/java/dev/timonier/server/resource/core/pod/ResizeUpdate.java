package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// The containers of a running pod may get other amounts of processor and memory
/// (<https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/>).
final class ResizeUpdate implements PodUpdate {
  private static final List<String> LISTS = List.of("containers", "initContainers");

  @Override
  public void prepare(ApiObject next, ApiObject old) {
    for (var list : LISTS) {
      if (next.spec().path(list).size() != old.spec().path(list).size()) {
        return;
      }
    }
    var wanted = next.spec().deepCopy();
    ResetMetadata.reset(next, old);
    next.root().set("spec", old.spec().deepCopy());
    MainUpdate.take(next.root(), old.root(), "status");
    var spec = (ObjectNode) next.spec();
    MainUpdate.take(spec, wanted, "resources");
    LISTS.forEach(list -> takeSizes(spec, wanted, list));
  }

  /// Containers that were renamed are left for the validation to find.
  private static void takeSizes(ObjectNode spec, JsonNode wanted, String list) {
    if (!(wanted.get(list) instanceof ArrayNode containers)) {
      return;
    }
    for (var i = 0; i < containers.size(); i++) {
      var present = (ObjectNode) spec.path(list).get(i);
      if (!present.path("name").equals(containers.get(i).path("name"))) {
        spec.set(list, containers);
        return;
      }
      MainUpdate.take(present, containers.get(i), "resources");
      MainUpdate.take(present, containers.get(i), "resizePolicy");
    }
  }

  @Override
  public void validate(Subject next, ApiObject old) {
    PodValidation.whole(next);
    if (old.metadata().annotations().containsKey(PodValidation.MIRROR)) {
      refuse(next, "static pods cannot be resized");
    } else if (Trees.text(old.spec().path("os"), "name").equals("windows")) {
      refuse(next, "windows pods cannot be resized");
    } else {
      sizes(next.at("spec"), old);
    }
  }

  private static void refuse(Subject next, String cause) {
    next.faults().clear();
    next.at("[]").forbidden(cause);
  }

  private static void sizes(Subject spec, ApiObject old) {
    var quality = QualityOfService.ofPod(old.root());
    if (!quality.equals(QualityOfService.of(spec.value()))) {
      spec.with(TextNode.valueOf(quality))
          .invalid("Pod QOS Class may not change as a result of resizing");
    }
    if (!isOnAbleNode(old.status())) {
      spec.forbidden("Pod running on node without support for resize");
    }
    if (!haveSameContainers(spec, old.spec())) {
      return;
    }
    removed(spec, old.spec());
    onlySizes(spec, old.spec());
  }

  /// A node that can resize containers tells what its running ones have. Of others nothing is
  /// known.
  private static boolean isOnAbleNode(JsonNode status) {
    return Trees.stream(status.path("containerStatuses"))
        .filter(container -> container.path("state").has("running"))
        .findFirst()
        .map(container -> container.has("resources"))
        .orElse(true);
  }

  private static boolean haveSameContainers(Subject spec, JsonNode old) {
    var faults = spec.faults().size();
    for (var list : LISTS) {
      var containers = spec.at(list);
      if (containers.value().size() != old.path(list).size()) {
        containers.forbidden("containers may not be added or removed on resize");
        continue;
      }
      for (var i = 0; i < old.path(list).size(); i++) {
        var name = Trees.text(old.path(list).get(i), "name");
        if (!containers.at(i).at("name").text().equals(name)) {
          containers
              .at(i)
              .at("name")
              .forbidden("containers may not be renamed or reordered on resize");
        }
      }
    }
    return spec.faults().size() == faults;
  }

  private static void removed(Subject spec, JsonNode old) {
    if (old.has("resources") && !spec.at("resources").isPresent()) {
      spec.at("resources").forbidden("pod-level resources cannot be removed");
    }
    for (var list : LISTS) {
      for (var i = 0; i < old.path(list).size(); i++) {
        var now = spec.at(list).at(i).at("resources");
        var before = old.path(list).get(i).path("resources");
        removed(now.at("requests"), before.path("requests"), "resource requests cannot be removed");
        removed(now.at("limits"), before.path("limits"), "resource limits cannot be removed");
      }
    }
  }

  private static void removed(Subject amounts, JsonNode old, String fault) {
    for (var name : List.of("cpu", "memory")) {
      if (old.has(name) && !amounts.has(name)) {
        amounts.forbidden(fault);
        return;
      }
    }
  }

  private static void onlySizes(Subject spec, JsonNode old) {
    var rest = ((ObjectNode) spec.value()).deepCopy();
    for (var list : LISTS) {
      for (var i = 0; i < old.path(list).size(); i++) {
        forgetSizes((ObjectNode) rest.path(list).get(i), old.path(list).get(i));
      }
    }
    forgetSizes(rest, old);
    if (!rest.equals(old)) {
      spec.forbidden("only cpu and memory resources are mutable");
    }
  }

  /// Takes the old amounts of processor and memory, so that only other changes show.
  private static void forgetSizes(ObjectNode next, JsonNode old) {
    for (var side : List.of("limits", "requests")) {
      var before = old.path("resources").path(side);
      var amounts = Trees.child(Trees.child(next, "resources"), side);
      MainUpdate.take(amounts, before, "cpu");
      MainUpdate.take(amounts, before, "memory");
      if (amounts.isEmpty()) {
        Trees.child(next, "resources").remove(side);
      }
    }
    if (next.path("resources").isEmpty() && !old.has("resources")) {
      next.remove("resources");
    }
  }
}
