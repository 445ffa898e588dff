package dev.timonier.controllers.persistentvolume;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;

/// Writes the claims' side of bonds.
record ClaimWriter(KubernetesClient client) {
  private static final List<String> PROVISIONER =
      List.of(
          "volume.beta.kubernetes.io/storage-provisioner",
          "volume.kubernetes.io/storage-provisioner");

  PersistentVolumeClaim bind(PersistentVolumeClaim claim, PersistentVolume volume) {
    return setBound(name(claim, volume), volume);
  }

  private PersistentVolumeClaim name(PersistentVolumeClaim claim, PersistentVolume volume) {
    var named = Binding.volumeOf(claim).equals(volume.getMetadata().getName());
    if (named && Binding.isMarked(claim, Binding.COMPLETED)) {
      return claim;
    }
    var next = new PersistentVolumeClaimBuilder(claim);
    if (!named) {
      next.editMetadata().addToAnnotations(Binding.BY_CONTROLLER, "yes").endMetadata();
    }
    next.editMetadata().addToAnnotations(Binding.COMPLETED, "yes").endMetadata();
    next.editSpec().withVolumeName(volume.getMetadata().getName()).endSpec();
    return client.resource(next.build()).update();
  }

  private PersistentVolumeClaim setBound(PersistentVolumeClaim claim, PersistentVolume volume) {
    if (Binding.phase(claim).equals("Bound")) {
      return claim;
    }
    var next =
        new PersistentVolumeClaimBuilder(claim)
            .editOrNewStatus()
            .withPhase("Bound")
            .withAccessModes(volume.getSpec().getAccessModes())
            .withCapacity(Map.of("storage", volume.getSpec().getCapacity().get("storage")))
            .withCurrentVolumeAttributesClassName(volume.getSpec().getVolumeAttributesClassName())
            .endStatus()
            .build();
    return client.resource(next).updateStatus();
  }

  /// Of a claim without a volume: it has no capacity, and no ways to be used.
  ///
  /// @return whether the phase is news
  boolean setPhase(PersistentVolumeClaim claim, String phase) {
    var isNews = !Binding.phase(claim).equals(phase);
    if (!isNews && !hasVolume(claim)) {
      return false;
    }
    var next =
        new PersistentVolumeClaimBuilder(claim)
            .editOrNewStatus()
            .withPhase(phase)
            .withAccessModes()
            .withCapacity(null)
            .endStatus()
            .build();
    client.resource(next).updateStatus();
    return isNews;
  }

  /// Whether it says so.
  private static boolean hasVolume(PersistentVolumeClaim claim) {
    var status = claim.getStatus();
    return status != null
        && (!status.getAccessModes().isEmpty()
            || (status.getCapacity() != null && !status.getCapacity().isEmpty()));
  }

  /// Tells the claim who is to make a volume for it.
  PersistentVolumeClaim setProvisioner(PersistentVolumeClaim claim, String provisioner) {
    if (PROVISIONER.stream().allMatch(annotation -> Binding.isMarked(claim, annotation))) {
      return claim;
    }
    var next = new PersistentVolumeClaimBuilder(claim).editMetadata();
    PROVISIONER.forEach(annotation -> next.addToAnnotations(annotation, provisioner));
    return client.resource(next.endMetadata().build()).update();
  }

  void setClass(PersistentVolumeClaim claim, String name) {
    var next = new PersistentVolumeClaimBuilder(claim);
    client.resource(next.editSpec().withStorageClassName(name).endSpec().build()).update();
  }
}
