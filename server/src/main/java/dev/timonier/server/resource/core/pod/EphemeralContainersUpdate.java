package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.gostruct.StructDiff;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.podspec.AnnotationKeys;
import dev.timonier.server.schema.SemanticEquality;
import dev.timonier.server.validation.Subject;
import java.util.HashMap;

/// Ephemeral containers are added to a pod, and stay as they are
/// (<https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/>).
final class EphemeralContainersUpdate implements PodUpdate {
  private static final String LIST = "ephemeralContainers";
  private static final String CONTAINER = "core/v1.EphemeralContainer";

  @Override
  public void prepare(ApiObject next, ApiObject old) {
    var containers = next.spec().path(LIST);
    ResetMetadata.reset(next, old);
    next.root().set("spec", old.spec().deepCopy());
    MainUpdate.take(next.root(), old.root(), "status");
    var spec = (ObjectNode) next.spec();
    if (containers.isMissingNode()) {
      spec.remove(LIST);
    } else {
      spec.set(LIST, containers);
    }
  }

  @Override
  public void validate(Subject next, ApiObject old) {
    PodValidation.whole(next);
    if (old.metadata().annotations().containsKey(AnnotationKeys.MIRROR)) {
      next.faults().clear();
      next.at("[]").forbidden("static pods do not support ephemeral containers");
      return;
    }
    onlyMore(next.at("spec").at(LIST), old.spec().path(LIST));
  }

  private static void onlyMore(Subject containers, JsonNode old) {
    var byName = new HashMap<String, JsonNode>();
    containers
        .elements()
        .forEach(container -> byName.put(container.at("name").text(), container.value()));
    for (var container : old) {
      var name = Trees.text(container, "name");
      var now = byName.get(name);
      if (now == null) {
        containers.forbidden("existing ephemeral containers \"" + name + "\" may not be removed\n");
      } else if (!SemanticEquality.same(now, container, CONTAINER)) {
        containers.forbidden(
            "existing ephemeral containers \""
                + name
                + "\" may not be changed\n"
                + StructDiff.between(container, now, CONTAINER));
      }
    }
  }
}
