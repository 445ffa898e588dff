package dev.timonier.server.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import java.util.Set;

/// Gives pods the overhead and the scheduling rules of their RuntimeClass
/// (<https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#runtimeclass>).
public final class RuntimeClassPlugin implements AdmissionPlugin {
  private static final GroupResource CLASSES = new GroupResource("node.k8s.io", "runtimeclasses");

  private final CachedObjects objects;

  public RuntimeClassPlugin(CachedObjects objects) {
    this.objects = objects;
  }

  @Override
  public String name() {
    return "RuntimeClass";
  }

  @Override
  public Set<Step> steps() {
    return Set.of(Step.ADMIT);
  }

  @Override
  public Set<Operation> operations() {
    return Set.of(Operation.CREATE);
  }

  @Override
  public void mutate(AdmissionRequest request) {
    if (!request.isFor("", "pods")) {
      return;
    }
    var spec = Trees.child(request.object().orElseThrow().root(), "spec");
    var name = Trees.text(spec, "runtimeClassName");
    if (!name.isEmpty()) {
      apply(request, spec, find(request, name));
    } else if (!spec.path("overhead").isEmpty()) {
      throw request.forbidden(
          "pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead");
    }
  }

  private JsonNode find(AdmissionRequest request, String name) {
    return objects
        .find(CLASSES, "", name)
        .map(ApiObject::root)
        .orElseThrow(
            () -> request.forbidden("pod rejected: RuntimeClass \"" + name + "\" not found"));
  }

  private static void apply(AdmissionRequest request, ObjectNode spec, JsonNode type) {
    overhead(request, spec, type.path("overhead").path("podFixed"));
    var scheduling = type.path("scheduling");
    selector(request, spec, scheduling.path("nodeSelector"));
    for (var toleration : scheduling.path("tolerations")) {
      var present = Trees.children(spec, "tolerations");
      if (Trees.stream(present).noneMatch(toleration::equals)) {
        present.add(toleration.deepCopy());
      }
    }
  }

  private static void overhead(AdmissionRequest request, ObjectNode spec, JsonNode fixed) {
    if (spec.has("overhead") && !spec.get("overhead").equals(fixed)) {
      throw request.forbidden(
          "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead");
    }
    if (!fixed.isEmpty()) {
      spec.set("overhead", fixed.deepCopy());
    }
  }

  private static void selector(AdmissionRequest request, ObjectNode spec, JsonNode wanted) {
    for (var label : wanted.properties()) {
      var selector = Trees.child(spec, "nodeSelector");
      var present = selector.path(label.getKey());
      if (!present.isMissingNode() && !present.equals(label.getValue())) {
        throw request.forbidden(
            "conflict: runtimeClass.scheduling.nodeSelector[%1$s] = %2$s; pod.spec.nodeSelector[%1$s] = %3$s"
                .formatted(label.getKey(), label.getValue().asText(), present.asText()));
      }
      selector.set(label.getKey(), label.getValue());
    }
  }
}
