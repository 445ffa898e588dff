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
    var volume = volumes.get(new NamespacedName("", name));
    if (volume.isEmpty()) {
      reclaim.forget(name);
      return Outcome.DONE;
    }
    return reconcile(volume.get());
  }

  private Outcome reconcile(PersistentVolume volume) {
    var reference = Binding.claimOf(volume);
    if (reference.isEmpty()) {
      writer.setPhase(volume, "Available");
      return Outcome.DONE;
    }
    if (Binding.uid(reference.get()).isEmpty()) {
      writer.setPhase(volume, "Available");
      wanted.accept(key(reference.get()));
      return Outcome.DONE;
    }
    return claim(reference.get())
        .map(claim -> compare(volume, claim))
        .orElseGet(() -> release(volume));
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

  private Outcome compare(PersistentVolume volume, PersistentVolumeClaim claim) {
    var name = Binding.volumeOf(claim);
    if (name.isEmpty()) {
      wanted.accept(NamespacedName.of(claim));
    } else if (name.equals(volume.getMetadata().getName())) {
      writer.setPhase(volume, "Bound");
    } else if (Reclaim.isForOneClaim(volume)) {
      return release(volume);
    } else {
      writer.setPhase(writer.free(volume), "Available");
    }
    return Outcome.DONE;
  }

  /// What could not be reclaimed is tried again, as its policy may be another one by now.
  private Outcome release(PersistentVolume volume) {
    return reclaim.apply(
        OVER.contains(Binding.phase(volume)) ? volume : writer.setPhase(volume, "Released"));
  }
}
