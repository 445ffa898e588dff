package dev.timonier.controllers.runtime;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Owner references, of which at most one is the controller's
/// (<https://kubernetes.io/docs/concepts/overview/working-with-objects/owners-dependents/>).
public final class Owners {
  private Owners() {}

  /// The reference that makes an object the controller of another.
  public static OwnerReference controllerReference(HasMetadata owner) {
    return new OwnerReferenceBuilder()
        .withApiVersion(owner.getApiVersion())
        .withKind(owner.getKind())
        .withName(owner.getMetadata().getName())
        .withUid(owner.getMetadata().getUid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }

  public static List<OwnerReference> of(HasMetadata object) {
    return Objects.requireNonNullElse(object.getMetadata().getOwnerReferences(), List.of());
  }

  /// The object's controller.
  public static Optional<OwnerReference> controller(HasMetadata object) {
    return of(object).stream()
        .filter(reference -> Boolean.TRUE.equals(reference.getController()))
        .findFirst();
  }

  public static Optional<String> controllerUid(HasMetadata object) {
    return controller(object).map(OwnerReference::getUid);
  }

  public static boolean controls(HasMetadata owner, HasMetadata object) {
    return controllerUid(object).filter(owner.getMetadata().getUid()::equals).isPresent();
  }

  /// The object is being deleted.
  public static boolean terminates(HasMetadata object) {
    return object.getMetadata().getDeletionTimestamp() != null;
  }
}
