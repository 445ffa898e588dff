package dev.timonier.server.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.json.GivenObject;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import java.util.Optional;
import java.util.Set;

/// Gives pods the overhead and the scheduling rules of their RuntimeClass
/// (<https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#runtimeclass>).
public final class RuntimeClassPlugin implements AdmissionPlugin {
  private static final GroupResource CLASSES = new GroupResource("node.k8s.io", "runtimeclasses");

  private static final String MISMATCH =
      "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead";

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
    return Set.of(Step.ADMIT, Step.VALIDATE);
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
    find(request, spec).ifPresent(type -> apply(request, spec, type));
  }

  /// Whatever has changed the pod since, its overhead is that of its class.
  @Override
  public void validate(AdmissionRequest request) {
    if (!request.isFor("", "pods")) {
      return;
    }
    var spec = request.object().orElseThrow().spec();
    var overhead = find(request, spec).map(type -> type.path("overhead"));
    if (overhead.isPresent() && overhead.get().isObject()) {
      if (!overhead.get().path("podFixed").equals(spec.path("overhead"))) {
        throw request.forbidden(MISMATCH);
      }
    } else if (!GivenObject.isNil(spec, "overhead")) {
      throw request.forbidden(
          "pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead");
    }
  }

  /// The class that the pod names, if it names one.
  private Optional<JsonNode> find(AdmissionRequest request, JsonNode spec) {
    return spec.hasNonNull("runtimeClassName")
        ? Optional.of(find(request, Trees.text(spec, "runtimeClassName")))
        : Optional.empty();
  }

  private JsonNode find(AdmissionRequest request, String name) {
    return objects
        .find(CLASSES, "", name)
        .map(ApiObject::root)
        .orElseThrow(() -> notFound(request, name));
  }

  private static RuntimeException notFound(AdmissionRequest request, String name) {
    return LookedUpNames.refusal(name)
        .<RuntimeException>map(refusal -> ApiErrors.plain(500, refusal))
        .orElseGet(
            () ->
                request.forbidden(
                    "pod rejected: RuntimeClass " + FieldError.quote(name) + " not found"));
  }

  private static void apply(AdmissionRequest request, ObjectNode spec, JsonNode type) {
    overhead(request, spec, type.path("overhead").path("podFixed"));
    var scheduling = type.path("scheduling");
    selector(request, spec, scheduling.path("nodeSelector"));
    if (scheduling.isObject()) {
      tolerations(spec, scheduling.path("tolerations"));
    }
  }

  private static void overhead(AdmissionRequest request, ObjectNode spec, JsonNode fixed) {
    if (!fixed.isEmpty() && spec.has("overhead") && !spec.get("overhead").equals(fixed)) {
      throw request.forbidden(MISMATCH);
    }
    if (!fixed.isEmpty()) {
      spec.set("overhead", fixed.deepCopy());
    }
  }

  private static void tolerations(ObjectNode spec, JsonNode more) {
    var merged = MergedTolerations.of(spec.path("tolerations"), more);
    if (!merged.isEmpty()) {
      var tolerations = spec.putArray("tolerations");
      merged.forEach(toleration -> tolerations.add(toleration.deepCopy()));
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
