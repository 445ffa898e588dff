package dev.timonier.controllers.persistentvolume;

import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.recorder.EventRecorder;
import dev.timonier.machinery.recorder.EventType;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Tells what has become of a volume: whether it is free, bound, or was left behind by its claim.
///
/// @param wanted is told the claims that may be bound now
record VolumeReconciler(
    Store<PersistentVolume> volumes,
    Store<PersistentVolumeClaim> claims,
    KubernetesClient client,
    VolumeWriter writer,
    EventRecorder events,
    Consumer<NamespacedName> wanted) {
  private static final String PROVISIONED = "pv.kubernetes.io/provisioned-by";
  private static final Set<String> OVER = Set.of("Released", "Failed");

  Outcome reconcile(String name) {
    volumes.get(new NamespacedName("", name)).ifPresent(this::reconcile);
    return Outcome.DONE;
  }

  private void reconcile(PersistentVolume volume) {
    var reference = Binding.claimOf(volume);
    if (reference.isEmpty()) {
      writer.setPhase(volume, "Available");
      return;
    }
    if (Binding.uid(reference.get()).isEmpty()) {
      writer.setPhase(volume, "Available");
      wanted.accept(key(reference.get()));
      return;
    }
    var claim = claim(reference.get());
    if (claim.isEmpty()) {
      release(volume);
    } else {
      compare(volume, claim.get());
    }
  }

  private static NamespacedName key(ObjectReference reference) {
    return new NamespacedName(reference.getNamespace(), reference.getName());
  }

  /// The store may not know the newest claim: before a volume is given up, the API has the last
  /// word.
  private Optional<PersistentVolumeClaim> claim(ObjectReference reference) {
    return claims
        .get(key(reference))
        .or(() -> read(reference))
        .filter(claim -> claim.getMetadata().getUid().equals(reference.getUid()));
  }

  private Optional<PersistentVolumeClaim> read(ObjectReference reference) {
    return Optional.ofNullable(
        client
            .persistentVolumeClaims()
            .inNamespace(reference.getNamespace())
            .withName(reference.getName())
            .get());
  }

  private void compare(PersistentVolume volume, PersistentVolumeClaim claim) {
    var name = Binding.volumeOf(claim);
    if (name.isEmpty()) {
      wanted.accept(NamespacedName.of(claim));
    } else if (name.equals(volume.getMetadata().getName())) {
      writer.setPhase(volume, "Bound");
    } else if (isMade(volume)) {
      release(volume);
    } else {
      writer.setPhase(writer.free(volume), "Available");
    }
  }

  /// A volume that was made for a claim which took another one is of no use to anybody.
  private static boolean isMade(PersistentVolume volume) {
    return Binding.isMarked(volume, PROVISIONED)
        && "Delete".equals(volume.getSpec().getPersistentVolumeReclaimPolicy());
  }

  private void release(PersistentVolume volume) {
    if (OVER.contains(Binding.phase(volume))) {
      return;
    }
    var released = writer.setPhase(volume, "Released");
    switch (volume.getSpec().getPersistentVolumeReclaimPolicy()) {
      case "Delete" -> delete(released);
      case "Recycle" ->
          fail(released, "VolumeFailedRecycle", "no recyclable volume plugin matched");
      default -> {}
    }
  }

  /// Whoever made the volume deletes it; of others nobody knows how.
  private void delete(PersistentVolume volume) {
    if (!Binding.isMarked(volume, PROVISIONED)) {
      fail(
          volume,
          "VolumeFailedDelete",
          "error getting deleter volume plugin for volume \"%s\": no deletable volume plugin matched"
              .formatted(volume.getMetadata().getName()));
    }
  }

  private void fail(PersistentVolume volume, String reason, String message) {
    events.record(writer.setPhase(volume, "Failed", message), EventType.Warning, reason, message);
  }
}
