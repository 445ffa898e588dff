package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.podspec.AnnotationKeys;
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
    if (old.metadata().annotations().containsKey(AnnotationKeys.MIRROR)) {
      refuse(next, "static pods cannot be resized");
    } else if (Trees.text(old.spec().path("os"), "name").equals("windows")) {
      refuse(next, "windows pods cannot be resized");
    } else {
      new ResizeRules(next, old).validate();
    }
  }

  private static void refuse(Subject next, String cause) {
    next.faults().clear();
    next.at("[]").forbidden(cause);
  }
}
