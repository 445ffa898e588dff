package dev.timonier.controllers.garbagecollector;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.List;
import java.util.Objects;

/// What garbage collection has to know of an object.
///
/// @param owners as the object names them
record Observed(ObjectIdentity identity, List<OwnerReference> owners, Deletion deletion) {
  static final String FOREGROUND = "foregroundDeletion";
  static final String ORPHAN = "orphan";

  /// How far the deletion of an object is.
  enum Deletion {
    /// It is not being deleted.
    NONE,
    /// It waits for finalizers or for the end of its grace period.
    TERMINATING,
    /// It waits for its dependents to be gone.
    WAITING_FOR_DEPENDENTS,
    /// It waits for its dependents to be released.
    ORPHANING
  }

  static Observed of(String apiVersion, String kind, ObjectMeta metadata) {
    var identity =
        new ObjectIdentity(
            apiVersion,
            kind,
            Objects.requireNonNullElse(metadata.getNamespace(), ""),
            metadata.getName(),
            metadata.getUid());
    var owners =
        Objects.requireNonNullElse(metadata.getOwnerReferences(), List.<OwnerReference>of());
    return new Observed(identity, List.copyOf(owners), deletion(metadata));
  }

  static Deletion deletion(ObjectMeta metadata) {
    if (metadata.getDeletionTimestamp() == null) {
      return Deletion.NONE;
    }
    var finalizers = Objects.requireNonNullElse(metadata.getFinalizers(), List.<String>of());
    if (finalizers.contains(ORPHAN)) {
      return Deletion.ORPHANING;
    }
    return finalizers.contains(FOREGROUND) ? Deletion.WAITING_FOR_DEPENDENTS : Deletion.TERMINATING;
  }
}
