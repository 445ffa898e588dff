package dev.timonier.server.resource.core.volume;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.resource.core.podspec.OldNodeLabels;
import dev.timonier.server.resource.core.podspec.VolumeWarnings;
import dev.timonier.server.schema.Times;
import dev.timonier.server.validation.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// PersistentVolumes: where the data lie does not change.
final class PersistentVolumeStrategy implements Strategy {
  private static final String SINCE = "lastPhaseTransitionTime";
  private static final String MOUNT_OPTIONS = "volume.beta.kubernetes.io/mount-options";

  /// In the order in which they are warned of.
  private static final List<String> OLD_TYPES =
      List.of("cephfs", "photonPersistentDisk", "scaleIO", "storageos", "glusterfs", "rbd");

  @Override
  public void setDefaults(ObjectNode object) {
    Trees.setDefault(Trees.child(object, "status"), "phase", "Pending");
    var spec = Trees.child(object, "spec");
    Trees.setDefault(spec, "persistentVolumeReclaimPolicy", "Retain");
    Trees.setDefault(spec, "volumeMode", "Filesystem");
    DiskDefaults.setAll(spec);
  }

  @Override
  public void prepareCreate(ApiObject object, WriteRequest request) {
    Trees.child(object.root(), "status")
        .put("phase", "Pending")
        .set(SINCE, object.metadata().tree().path("creationTimestamp"));
  }

  /// The phase is another one since now, unless whoever writes it tells since when.
  @Override
  public void stamp(ApiObject next, ApiObject old, Instant now) {
    var status = Trees.child(next.root(), "status");
    var since = status.path(SINCE);
    if (!status.path("phase").equals(old.status().path("phase"))) {
      if (since.isMissingNode() || since.equals(old.status().path(SINCE))) {
        status.put(SINCE, Times.seconds(now));
      }
    } else if (since.isMissingNode() && old.status().has(SINCE)) {
      status.set(SINCE, old.status().path(SINCE));
    }
  }

  @Override
  public void validateCreate(Subject object) {
    VolumeRules.validate(object);
  }

  @Override
  public UpdatedMetadata updatedMetadata(Part part) {
    return part == Part.MAIN ? UpdatedMetadata.WHOLE_TWICE : UpdatedMetadata.CHANGES;
  }

  /// Faults are told twice.
  @Override
  public void validateUpdate(Subject next, ApiObject old, Part part) {
    if (part == Part.MAIN) {
      VolumeRules.validate(next);
      VolumeRules.validate(next);
      VolumeUpdateRules.validate(next, old);
    }
  }

  @Override
  public List<String> warnings(ApiObject object) {
    var warnings = new ArrayList<String>();
    if (object.metadata().annotations().containsKey(StorageClassAnnotation.BETA)) {
      warnings.add(StorageClassAnnotation.WARNING);
    }
    if (object.metadata().annotations().containsKey(MOUNT_OPTIONS)) {
      warnings.add(
          "metadata.annotations["
              + MOUNT_OPTIONS
              + "]: deprecated since v1.31; use \"mountOptions\" attribute instead");
    }
    var spec = Subject.of(object.root()).at("spec");
    if (spec.at("persistentVolumeReclaimPolicy").text().equals("Recycle")) {
      warnings.add(
          "spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead,"
              + " the recommended approach is to use dynamic provisioning.");
    }
    var affinity = spec.at("nodeAffinity").at("required").at("nodeSelectorTerms");
    affinity.elements().forEach(term -> warnings.addAll(OldNodeLabels.ofTerm(term)));
    OLD_TYPES.stream()
        .filter(spec::has)
        .forEach(type -> warnings.add(VolumeWarnings.ofType(spec, type)));
    return warnings;
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.DELETION_SHOWS_OBJECT);
  }
}
