package dev.timonier.controllers.persistentvolume;

import dev.timonier.controllers.runtime.Owners;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.machinery.selector.Selector;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which volume suits a claim best; pure. A volume that is kept for the claim comes first, then the
/// smallest that is large enough.
final class Matching {
  private static final String CLASS = "volume.beta.kubernetes.io/storage-class";

  private Matching() {}

  static Optional<PersistentVolume> kept(
      List<PersistentVolume> volumes, PersistentVolumeClaim claim) {
    return volumes.stream()
        .filter(volume -> !Owners.terminates(volume))
        .filter(volume -> Binding.isFor(volume, claim))
        .filter(volume -> sameMode(volume, claim) && isLargeEnough(volume, claim))
        .findFirst();
  }

  static Optional<PersistentVolume> free(
      List<PersistentVolume> volumes, PersistentVolumeClaim claim) {
    return volumes.stream()
        .filter(volume -> !Owners.terminates(volume))
        .filter(volume -> Binding.claimOf(volume).isEmpty())
        .filter(volume -> Binding.phase(volume).equals("Available"))
        .filter(volume -> mismatch(volume, claim).isEmpty() && isSelected(volume, claim))
        .min(
            Comparator.comparing(Matching::capacity)
                .thenComparing(volume -> volume.getMetadata().getName()));
  }

  /// Why a volume does not suit a claim that asks for it by name.
  static Optional<String> mismatch(PersistentVolume volume, PersistentVolumeClaim claim) {
    if (!isLargeEnough(volume, claim)) {
      return Optional.of("requested PV is too small");
    }
    if (!className(volume).equals(className(claim))) {
      return Optional.of("storageClassName does not match");
    }
    if (!sameMode(volume, claim)) {
      return Optional.of("incompatible volumeMode");
    }
    if (!new HashSet<>(volume.getSpec().getAccessModes())
        .containsAll(claim.getSpec().getAccessModes())) {
      return Optional.of("incompatible accessMode");
    }
    return Optional.empty();
  }

  private static boolean isLargeEnough(PersistentVolume volume, PersistentVolumeClaim claim) {
    return capacity(volume).compareTo(request(claim)) >= 0;
  }

  static Amount capacity(PersistentVolume volume) {
    return storage(volume.getSpec().getCapacity());
  }

  private static Amount request(PersistentVolumeClaim claim) {
    var resources = claim.getSpec().getResources();
    return storage(resources == null ? null : resources.getRequests());
  }

  private static Amount storage(@Nullable Map<String, Quantity> amounts) {
    return Amount.of(amounts == null ? null : amounts.get("storage"));
  }

  static String className(PersistentVolume volume) {
    return className(volume, volume.getSpec().getStorageClassName());
  }

  static String className(PersistentVolumeClaim claim) {
    return className(claim, claim.getSpec().getStorageClassName());
  }

  /// Whether a claim names a class, be it none.
  static boolean saysClass(PersistentVolumeClaim claim) {
    return Binding.isMarked(claim, CLASS) || claim.getSpec().getStorageClassName() != null;
  }

  private static String className(HasMetadata object, @Nullable String field) {
    var annotations = object.getMetadata().getAnnotations();
    var old = annotations == null ? null : annotations.get(CLASS);
    return old == null ? Objects.requireNonNullElse(field, "") : old;
  }

  private static boolean sameMode(PersistentVolume volume, PersistentVolumeClaim claim) {
    return mode(volume.getSpec().getVolumeMode()).equals(mode(claim.getSpec().getVolumeMode()));
  }

  private static String mode(@Nullable String mode) {
    return Objects.requireNonNullElse(mode, "Filesystem");
  }

  private static boolean isSelected(PersistentVolume volume, PersistentVolumeClaim claim) {
    var selector = claim.getSpec().getSelector();
    var labels =
        Objects.requireNonNullElse(volume.getMetadata().getLabels(), Map.<String, String>of());
    return selector == null || Selector.of(selector).matches(labels);
  }
}
