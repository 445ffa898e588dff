package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.gostruct.StructDiff;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.schema.SemanticEquality;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// A pod's specification is nearly immutable: images, deadlines, more tolerations and fewer gates
/// are all that may change
/// (<https://kubernetes.io/docs/concepts/workloads/pods/#pod-update-and-replacement>).
final class MainUpdate implements PodUpdate {
  private static final String WHAT_MAY_CHANGE =
      "pod updates may not change fields other than"
          + " `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
          + "`spec.tolerations` (only additions to existing tolerations),"
          + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously"
          + " negative)";

  private static final String SPEC = "core/v1.PodSpec";
  private static final List<String> LISTS = List.of("containers", "initContainers");

  @Override
  public void prepare(ApiObject next, ApiObject old) {}

  @Override
  public void validate(Subject next, ApiObject old) {
    PodValidation.whole(next);
    for (var list : LISTS) {
      PodValidation.images(next.at("spec").at(list));
    }
    PodAnnotations.validateUpdate(
        next.at("metadata").at("annotations"),
        old.metadata().tree().path("annotations"),
        next.value().path("spec"));
    var spec = next.at("spec");
    if (haveOtherContainers(spec, old.spec()) || isLaterDeadline(spec, old.spec())) {
      return;
    }
    TolerationUpdate.onlyMore(spec.at("tolerations"), old.spec().path("tolerations"));
    GateUpdate.onlyFewer(spec.at("schedulingGates"), old.spec().path("schedulingGates"));
    onlyWhatMayChange(spec, old.spec());
  }

  private static boolean haveOtherContainers(Subject spec, JsonNode old) {
    for (var list : LISTS) {
      if (containers(spec.at(list), old.path(list))) {
        return true;
      }
    }
    return false;
  }

  private static boolean containers(Subject containers, JsonNode old) {
    if (containers.value().size() != old.size()) {
      containers.forbidden("pod updates may not add or remove containers");
      return true;
    }
    for (var container : containers.elements()) {
      var image = container.at("image");
      if (image.isEmpty()) {
        image.required();
      }
      if (image.text().length() != image.text().strip().length()) {
        image.invalid("must not have leading or trailing whitespace");
      }
    }
    return false;
  }

  /// A deadline that is taken away is a fault, too, but not one that ends the search.
  private static boolean isLaterDeadline(Subject spec, JsonNode old) {
    var deadline = spec.at("activeDeadlineSeconds");
    var before = old.path("activeDeadlineSeconds");
    if (!deadline.isPresent()) {
      if (before.isNumber()) {
        deadline.invalid("must not update from a positive integer to nil value");
      }
      return false;
    }
    var faults = spec.faults().size();
    if (deadline.number() < 0 || deadline.number() > Integer.MAX_VALUE) {
      deadline.between(0, Integer.MAX_VALUE);
    } else if (before.isNumber() && before.asLong() < deadline.number()) {
      deadline.invalid("must be less than or equal to previous value");
    }
    return spec.faults().size() > faults;
  }

  private static void onlyWhatMayChange(Subject spec, JsonNode old) {
    if (SemanticEquality.same(spec.value(), old, SPEC)) {
      return;
    }
    var rest = ((ObjectNode) spec.value()).deepCopy();
    takeImages(rest.path("containers"), old.path("containers"));
    takeImages(rest.path("initContainers"), old.path("initContainers"));
    for (var field : List.of("activeDeadlineSeconds", "schedulingGates", "tolerations")) {
      take(rest, old, field);
    }
    if (old.path("terminationGracePeriodSeconds").asLong() < 0
        && rest.path("terminationGracePeriodSeconds").asLong() == 1) {
      take(rest, old, "terminationGracePeriodSeconds");
    }
    if (!old.path("schedulingGates").isEmpty()) {
      GateUpdate.placement(spec, rest, old);
    }
    if (!SemanticEquality.same(rest, old, SPEC)) {
      spec.forbidden(WHAT_MAY_CHANGE + "\n" + StructDiff.between(old, rest, SPEC));
    }
  }

  private static void takeImages(JsonNode containers, JsonNode old) {
    for (var i = 0; i < containers.size(); i++) {
      take((ObjectNode) containers.get(i), old.path(i), "image");
    }
  }

  /// Takes a field over from the old specification, also its absence.
  static void take(ObjectNode next, JsonNode old, String field) {
    if (old.has(field)) {
      next.set(field, old.get(field));
    } else {
      next.remove(field);
    }
  }
}
