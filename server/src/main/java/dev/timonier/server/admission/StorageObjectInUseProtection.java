package dev.timonier.server.admission;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.object.Trees;
import java.util.Map;
import java.util.Set;

/// Gives volumes and claims a finalizer that keeps them while they are in use
/// (<https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#storageobjectinuseprotection>).
public final class StorageObjectInUseProtection implements AdmissionPlugin {
  private static final Map<GroupResource, String> FINALIZERS =
      Map.of(
          new GroupResource("", "persistentvolumes"),
          "kubernetes.io/pv-protection",
          new GroupResource("", "persistentvolumeclaims"),
          "kubernetes.io/pvc-protection",
          new GroupResource("storage.k8s.io", "volumeattributesclasses"),
          "kubernetes.io/vac-protection");

  @Override
  public String name() {
    return "StorageObjectInUseProtection";
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
    var finalizer = FINALIZERS.get(request.resource().groupResource());
    if (finalizer == null || !request.subresource().isEmpty()) {
      return;
    }
    var metadata = request.object().orElseThrow().metadata();
    if (!metadata.finalizers().contains(finalizer)) {
      Trees.children(metadata.tree(), "finalizers").add(finalizer);
    }
  }
}
