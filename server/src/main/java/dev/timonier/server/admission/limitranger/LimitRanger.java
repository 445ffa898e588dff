package dev.timonier.server.admission.limitranger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.admission.AdmissionPlugin;
import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.admission.CachedObjects;
import dev.timonier.server.admission.Operation;
import dev.timonier.server.admission.Step;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import java.util.List;
import java.util.Set;

/// Fills in the default requests and limits of a namespace's LimitRanges, and refuses what is
/// outside of their bounds.
public final class LimitRanger implements AdmissionPlugin {
  private static final GroupResource LIMIT_RANGES = new GroupResource("", "limitranges");

  private final CachedObjects objects;

  public LimitRanger(CachedObjects objects) {
    this.objects = objects;
  }

  @Override
  public String name() {
    return "LimitRanger";
  }

  @Override
  public Set<Step> steps() {
    return Set.of(Step.ADMIT, Step.VALIDATE);
  }

  @Override
  public Set<Operation> operations() {
    return Set.of(Operation.CREATE, Operation.UPDATE);
  }

  @Override
  public void mutate(AdmissionRequest request) {
    if (isForContainers(request)) {
      var pod = request.object().orElseThrow();
      limitRanges(request).forEach(range -> ContainerDefaults.of(limits(range)).fill(pod));
    }
  }

  @Override
  public void validate(AdmissionRequest request) {
    var claims = request.isFor("", "persistentvolumeclaims");
    if (!claims && !isForContainers(request)) {
      return;
    }
    var object = request.object().orElseThrow();
    for (var range : limitRanges(request)) {
      var faults =
          claims
              ? ClaimBounds.faults(limits(range), object)
              : PodBounds.faults(limits(range), object);
      refuse(request, faults);
    }
  }

  /// What containers ask for is given when a pod is new, or is resized.
  private static boolean isForContainers(AdmissionRequest request) {
    return request.operation() == Operation.CREATE
        ? request.isFor("", "pods")
        : request.subresource().equals("resize");
  }

  /// None are kept for objects that are being deleted.
  private List<ApiObject> limitRanges(AdmissionRequest request) {
    return request.old().filter(old -> old.metadata().isBeingDeleted()).isPresent()
        ? List.of()
        : objects.in(request.namespace(), LIMIT_RANGES);
  }

  private static List<ObjectNode> limits(ApiObject range) {
    return Trees.objects(range.spec().path("limits"));
  }

  private static void refuse(AdmissionRequest request, List<String> faults) {
    if (faults.size() == 1) {
      throw request.forbidden(faults.getFirst());
    }
    if (!faults.isEmpty()) {
      throw request.forbidden("[" + String.join(", ", faults) + "]");
    }
  }
}
