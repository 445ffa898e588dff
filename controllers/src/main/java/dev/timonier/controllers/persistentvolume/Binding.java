package dev.timonier.controllers.persistentvolume;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.Objects;
import java.util.Optional;

/// What volumes and claims say of their bond; pure.
final class Binding {
  /// The bond was made once: a claim that has it is never given another volume.
  static final String COMPLETED = "pv.kubernetes.io/bind-completed";

  /// The bond was not asked for by a user, so that it may be undone.
  static final String BY_CONTROLLER = "pv.kubernetes.io/bound-by-controller";

  private Binding() {}

  static boolean isMarked(HasMetadata object, String annotation) {
    var annotations = object.getMetadata().getAnnotations();
    return annotations != null && annotations.containsKey(annotation);
  }

  static Optional<ObjectReference> claimOf(PersistentVolume volume) {
    return Optional.ofNullable(volume.getSpec().getClaimRef());
  }

  /// The name of the claim's volume; empty when it has none.
  static String volumeOf(PersistentVolumeClaim claim) {
    return Objects.requireNonNullElse(claim.getSpec().getVolumeName(), "");
  }

  /// Whether a volume is kept for a claim: for this one, or for whichever has its name.
  static boolean isFor(PersistentVolume volume, PersistentVolumeClaim claim) {
    return claimOf(volume).filter(reference -> names(reference, claim)).isPresent();
  }

  private static boolean names(ObjectReference reference, PersistentVolumeClaim claim) {
    var metadata = claim.getMetadata();
    return Objects.equals(reference.getName(), metadata.getName())
        && Objects.equals(reference.getNamespace(), metadata.getNamespace())
        && (uid(reference).isEmpty() || uid(reference).equals(metadata.getUid()));
  }

  /// Empty for a bond that waits for its claim.
  static String uid(ObjectReference reference) {
    return Objects.requireNonNullElse(reference.getUid(), "");
  }

  static String phase(PersistentVolume volume) {
    var status = volume.getStatus();
    return status == null ? "" : Objects.requireNonNullElse(status.getPhase(), "");
  }

  static String phase(PersistentVolumeClaim claim) {
    var status = claim.getStatus();
    return status == null ? "" : Objects.requireNonNullElse(status.getPhase(), "");
  }
}
