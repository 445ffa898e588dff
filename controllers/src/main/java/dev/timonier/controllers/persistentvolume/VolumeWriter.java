package dev.timonier.controllers.persistentvolume;

import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClient;

/// Writes the volumes' side of bonds. Each write is of the version that was read: whoever decided
/// by an older one is refused.
record VolumeWriter(KubernetesClient client) {
  /// Keeps a volume for a claim.
  PersistentVolume keepFor(PersistentVolume volume, PersistentVolumeClaim claim) {
    if (Binding.claimOf(volume).filter(r -> !Binding.uid(r).isEmpty()).isPresent()) {
      return volume;
    }
    var kept = new PersistentVolumeBuilder(volume);
    if (Binding.claimOf(volume).isEmpty()) {
      kept.editMetadata().addToAnnotations(Binding.BY_CONTROLLER, "yes").endMetadata();
    }
    var metadata = claim.getMetadata();
    var reference =
        new ObjectReferenceBuilder()
            .withApiVersion("v1")
            .withKind("PersistentVolumeClaim")
            .withNamespace(metadata.getNamespace())
            .withName(metadata.getName())
            .withUid(metadata.getUid())
            .withResourceVersion(metadata.getResourceVersion())
            .build();
    return client.resource(kept.editSpec().withClaimRef(reference).endSpec().build()).update();
  }

  /// A bond that the user asked for goes on waiting for a claim of its name.
  PersistentVolume free(PersistentVolume volume) {
    var freed = new PersistentVolumeBuilder(volume);
    if (Binding.isMarked(volume, Binding.BY_CONTROLLER)) {
      freed
          .editMetadata()
          .removeFromAnnotations(Binding.BY_CONTROLLER)
          .endMetadata()
          .editSpec()
          .withClaimRef(null)
          .endSpec();
    } else {
      freed
          .editSpec()
          .editClaimRef()
          .withUid(null)
          .withResourceVersion(null)
          .endClaimRef()
          .endSpec();
    }
    return client.resource(freed.build()).update();
  }

  PersistentVolume setPhase(PersistentVolume volume, String phase) {
    return setPhase(volume, phase, "");
  }

  PersistentVolume setPhase(PersistentVolume volume, String phase, String message) {
    if (Binding.phase(volume).equals(phase)) {
      return volume;
    }
    var next =
        new PersistentVolumeBuilder(volume)
            .editOrNewStatus()
            .withPhase(phase)
            .withMessage(message.isEmpty() ? null : message)
            .endStatus()
            .build();
    return client.resource(next).updateStatus();
  }
}
