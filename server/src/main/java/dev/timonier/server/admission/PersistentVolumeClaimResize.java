package dev.timonier.server.admission;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.object.ApiObject;
import java.util.Set;

/// Lets claims grow only where their class allows it
/// (<https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#persistentvolumeclaimresize>).
public final class PersistentVolumeClaimResize implements AdmissionPlugin {
  private static final GroupResource CLASSES =
      new GroupResource("storage.k8s.io", "storageclasses");

  private final CachedObjects objects;

  public PersistentVolumeClaimResize(CachedObjects objects) {
    this.objects = objects;
  }

  @Override
  public String name() {
    return "PersistentVolumeClaimResize";
  }

  @Override
  public Set<Step> steps() {
    return Set.of(Step.VALIDATE);
  }

  @Override
  public Set<Operation> operations() {
    return Set.of(Operation.UPDATE);
  }

  @Override
  public void validate(AdmissionRequest request) {
    if (!request.isFor("", "persistentvolumeclaims")) {
      return;
    }
    var next = request.object().orElseThrow();
    var old = request.old().orElseThrow();
    if (size(next).compareTo(size(old)) <= 0) {
      return;
    }
    if (!old.status().path("phase").asText().equals("Bound")) {
      throw request.forbidden("Only bound persistent volume claims can be expanded");
    }
    if (!allowsExpansion(next)) {
      throw request.forbidden(
          "only dynamically provisioned pvc can be resized and the storageclass that provisions the"
              + " pvc must support resize");
    }
  }

  private boolean allowsExpansion(ApiObject claim) {
    var type = claim.spec().path("storageClassName").asText("");
    return objects
        .find(CLASSES, "", type)
        .map(object -> object.root().path("allowVolumeExpansion").asBoolean())
        .orElse(false);
  }

  private static Amount size(ApiObject claim) {
    return Amount.parse(
        claim.spec().path("resources").path("requests").path("storage").asText("0"));
  }
}
