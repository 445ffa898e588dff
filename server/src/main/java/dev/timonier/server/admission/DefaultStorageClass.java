package dev.timonier.server.admission;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.object.Trees;
import java.util.Set;

/// Gives claims that name no class the default one
/// (<https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#defaultstorageclass>).
public final class DefaultStorageClass implements AdmissionPlugin {
  private static final GroupResource CLASSES =
      new GroupResource("storage.k8s.io", "storageclasses");
  private static final String MARK = "storageclass.kubernetes.io/is-default-class";
  private static final String OLD = "volume.beta.kubernetes.io/storage-class";

  private final CachedObjects objects;

  public DefaultStorageClass(CachedObjects objects) {
    this.objects = objects;
  }

  @Override
  public String name() {
    return "DefaultStorageClass";
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
    if (!request.isFor("", "persistentvolumeclaims")) {
      return;
    }
    var claim = request.object().orElseThrow();
    var named =
        claim.spec().has("storageClassName") || claim.metadata().annotations().containsKey(OLD);
    if (!named) {
      objects
          .defaultOf(CLASSES, MARK)
          .ifPresent(
              type -> Trees.child(claim.root(), "spec").put("storageClassName", type.name()));
    }
  }
}
