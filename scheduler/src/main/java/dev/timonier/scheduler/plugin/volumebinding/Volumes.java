package dev.timonier.scheduler.plugin.volumebinding;

import dev.timonier.machinery.informer.Informer;
import dev.timonier.machinery.informer.Informers;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.scheduler.plugin.volumebinding.PodClaims.Missing;
import dev.timonier.scheduler.plugin.volumebinding.PodClaims.Ready;
import dev.timonier.scheduler.snapshot.PodInfo;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The claims, volumes and storage classes that there are.
final class Volumes {
  private static final String BIND_COMPLETED = "pv.kubernetes.io/bind-completed";
  private static final String DELAYED = "WaitForFirstConsumer";

  private final Informer<PersistentVolumeClaim> claims;
  private final Informer<PersistentVolume> volumes;
  private final Informer<StorageClass> classes;

  Volumes(Informers informers) {
    claims = informers.of(PersistentVolumeClaim.class);
    volumes = informers.of(PersistentVolume.class);
    classes = informers.of(StorageClass.class);
  }

  Informer<PersistentVolumeClaim> claims() {
    return claims;
  }

  /// The names of a pod's claims; that of an ephemeral volume is made of the pod's and its own.
  static List<String> claimNames(PodInfo pod) {
    var names = new ArrayList<String>();
    for (var volume : volumesOf(pod)) {
      if (volume.getPersistentVolumeClaim() != null) {
        names.add(volume.getPersistentVolumeClaim().getClaimName());
      } else if (volume.getEphemeral() != null) {
        names.add(ephemeralName(pod, volume));
      }
    }
    return names;
  }

  PodClaims of(PodInfo pod) {
    var bound = new ArrayList<PersistentVolumeClaim>();
    var delayed = new ArrayList<PersistentVolumeClaim>();
    for (var name : claimNames(pod)) {
      var claim = claim(pod.namespace(), name);
      if (claim.isEmpty()) {
        return new Missing(notFound(pod, name));
      }
      var problem = problem(claim.get());
      if (problem.isPresent()) {
        return new Missing(problem.get());
      }
      (isBound(claim.get()) ? bound : delayed).add(claim.get());
    }
    return delayed.stream().allMatch(this::isDelayed)
        ? new Ready(bound, delayed)
        : new Missing("pod has unbound immediate PersistentVolumeClaims");
  }

  Optional<PersistentVolumeClaim> claim(String namespace, String name) {
    return claims.store().get(new NamespacedName(namespace, name));
  }

  Optional<PersistentVolume> volume(PersistentVolumeClaim claim) {
    return volumes.store().get(new NamespacedName("", claim.getSpec().getVolumeName()));
  }

  Optional<StorageClass> storageClass(PersistentVolumeClaim claim) {
    return Optional.ofNullable(claim.getSpec().getStorageClassName())
        .flatMap(name -> classes.store().get(new NamespacedName("", name)));
  }

  static boolean isBound(PersistentVolumeClaim claim) {
    return hasVolume(claim) && annotation(claim, BIND_COMPLETED).isPresent();
  }

  static Optional<String> annotation(PersistentVolumeClaim claim, String name) {
    return Optional.ofNullable(claim.getMetadata().getAnnotations()).map(all -> all.get(name));
  }

  private static boolean hasVolume(PersistentVolumeClaim claim) {
    var name = claim.getSpec().getVolumeName();
    return name != null && !name.isEmpty();
  }

  private boolean isDelayed(PersistentVolumeClaim claim) {
    return !hasVolume(claim)
        && storageClass(claim)
            .filter(found -> DELAYED.equals(found.getVolumeBindingMode()))
            .isPresent();
  }

  private static Optional<String> problem(PersistentVolumeClaim claim) {
    var named = "persistentvolumeclaim \"" + claim.getMetadata().getName() + "\" ";
    if (claim.getStatus() != null && "Lost".equals(claim.getStatus().getPhase())) {
      var volume = claim.getSpec().getVolumeName();
      return Optional.of(named + "bound to non-existent persistentvolume \"" + volume + "\"");
    }
    return claim.getMetadata().getDeletionTimestamp() == null
        ? Optional.empty()
        : Optional.of(named + "is being deleted");
  }

  private static String notFound(PodInfo pod, String name) {
    var ephemeral =
        volumesOf(pod).stream()
            .filter(volume -> volume.getEphemeral() != null)
            .anyMatch(volume -> ephemeralName(pod, volume).equals(name));
    return ephemeral
        ? "waiting for ephemeral volume controller to create the persistentvolumeclaim \""
            + name
            + "\""
        : "persistentvolumeclaim \"" + name + "\" not found";
  }

  private static String ephemeralName(PodInfo pod, Volume volume) {
    return pod.name() + "-" + volume.getName();
  }

  private static List<Volume> volumesOf(PodInfo pod) {
    var volumes = pod.spec().getVolumes();
    return volumes == null ? List.of() : volumes;
  }
}
