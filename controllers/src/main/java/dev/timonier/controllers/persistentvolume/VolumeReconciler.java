package dev.timonier.controllers.persistentvolume;

import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
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
    Reclaim reclaim,
    Consumer<NamespacedName> wanted) {
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
    } else if (Reclaim.isForOneClaim(volume)) {
      release(volume);
    } else {
      writer.setPhase(writer.free(volume), "Available");
    }
  }

  /// What could not be reclaimed is tried again, as its policy may be another one by now.
  private void release(PersistentVolume volume) {
    reclaim.apply(
        OVER.contains(Binding.phase(volume)) ? volume : writer.setPhase(volume, "Released"));
  }
}
