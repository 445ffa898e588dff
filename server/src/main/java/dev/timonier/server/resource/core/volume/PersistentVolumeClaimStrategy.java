package dev.timonier.server.resource.core.volume;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.resource.core.podspec.ByteWarnings;
import dev.timonier.server.validation.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// PersistentVolumeClaims: what is claimed does not change, but may grow.
final class PersistentVolumeClaimStrategy implements Strategy {
  @Override
  public void setDefaults(ObjectNode object) {
    Trees.setDefault(Trees.child(object, "status"), "phase", "Pending");
    Trees.setDefault(Trees.child(object, "spec"), "volumeMode", "Filesystem");
  }

  @Override
  public void prepareCreate(ApiObject object, WriteRequest request) {
    Trees.child(object.root(), "status").removeAll().put("phase", "Pending");
    var spec = Trees.child(object.root(), "spec");
    dropUnusable(spec);
    alignSources(spec);
  }

  /// The older field knows claims and snapshots alone; the newer one cannot leave the namespace.
  private static void dropUnusable(ObjectNode spec) {
    var source = spec.path("dataSource");
    var group = source.path("apiGroup").asText("");
    var usable =
        (group.isEmpty() && Trees.text(source, "kind").equals("PersistentVolumeClaim"))
            || (group.equals("snapshot.storage.k8s.io")
                && Trees.text(source, "kind").equals("VolumeSnapshot"));
    if (!usable) {
      spec.remove("dataSource");
    }
    if (!spec.path("dataSourceRef").path("namespace").asText("").isEmpty()) {
      spec.remove("dataSourceRef");
    }
  }

  @Override
  public void prepareUpdate(ApiObject next, ApiObject old, WriteRequest request) {
    if (request.part() == Part.MAIN) {
      alignSources(Trees.child(next.root(), "spec"));
    }
  }

  /// The older of the two fields cannot name a namespace.
  private static void alignSources(ObjectNode spec) {
    var source = spec.path("dataSource");
    var reference = spec.path("dataSourceRef");
    if (!reference.path("namespace").asText("").isEmpty()) {
      return;
    }
    if (source.isObject() && reference.isMissingNode()) {
      spec.set("dataSourceRef", source.deepCopy());
    } else if (reference.isObject() && source.isMissingNode()) {
      spec.set("dataSource", reference.deepCopy());
    }
  }

  @Override
  public void validateCreate(Subject object) {
    ClaimRules.validate(object.at("spec"));
  }

  /// Faults of the specification are told twice.
  @Override
  public void validateUpdate(Subject next, ApiObject old, Part part) {
    if (part == Part.STATUS) {
      ClaimStatusRules.validate(next.at("status"));
    } else {
      ClaimRules.validate(next.at("spec"));
      ClaimRules.validate(next.at("spec"));
      new ClaimUpdateRules(next, old).validate();
    }
  }

  @Override
  public List<String> warnings(ApiObject object) {
    var warnings = new ArrayList<String>();
    if (object.metadata().annotations().containsKey(StorageClassAnnotation.BETA)) {
      warnings.add(StorageClassAnnotation.WARNING);
    }
    warnings.addAll(ByteWarnings.ofClaim(Subject.of(object.root()).at("spec")));
    return warnings;
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.DELETION_SHOWS_OBJECT);
  }
}
