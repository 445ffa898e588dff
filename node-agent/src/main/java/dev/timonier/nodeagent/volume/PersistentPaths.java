package dev.timonier.nodeagent.volume;

import dev.timonier.nodeagent.reference.ReferencedObjects;
import dev.timonier.nodeagent.reference.Texts;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the persistent volumes behind claims lie, as far as they lie on this machine.
final class PersistentPaths {
  private final ReferencedObjects objects;

  PersistentPaths(ReferencedObjects objects) {
    this.objects = objects;
  }

  /// @throws VolumeFailure when the claim is not bound or its volume is not one of this machine
  Path of(String namespace, String claim) throws IOException {
    var found =
        objects
            .claim(namespace, claim)
            .orElseThrow(() -> ReferencedObjects.notFound("persistentvolumeclaim", claim));
    return path(volume(found));
  }

  private PersistentVolume volume(PersistentVolumeClaim claim) {
    var name = Texts.orEmpty(claim.getSpec().getVolumeName());
    if (name.isEmpty()
        || claim.getStatus() == null
        || !"Bound".equals(claim.getStatus().getPhase())) {
      throw new VolumeFailure("PVC is not bound");
    }
    return objects
        .volume(name)
        .orElseThrow(() -> ReferencedObjects.notFound("persistentvolume", name));
  }

  private static Path path(PersistentVolume volume) throws IOException {
    var spec = volume.getSpec();
    if (spec.getHostPath() != null) {
      return HostPaths.of(spec.getHostPath());
    }
    if (spec.getLocal() != null) {
      return existing(Path.of(spec.getLocal().getPath()));
    }
    throw new VolumeFailure("no volume plugin matched");
  }

  private static Path existing(Path path) {
    if (!Files.exists(path)) {
      throw new VolumeFailure("path \"" + path + "\" does not exist");
    }
    return path;
  }
}
