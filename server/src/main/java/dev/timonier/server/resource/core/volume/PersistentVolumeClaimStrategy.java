package dev.timonier.server.resource.core.volume;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.resource.core.podspec.ByteWarnings;
import dev.timonier.server.resource.core.podspec.ResourceDefaults;
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
    ResourceDefaults.roundUpAll(object.path("spec").path("resources"));
    ResourceDefaults.roundUp(object.path("status").path("capacity"));
    ResourceDefaults.roundUp(object.path("status").path("allocatedResources"));
  }

  @Override
  public void prepareCreate(ApiObject object, WriteRequest request) {
    Trees.child(object.root(), "status").removeAll().put("phase", "Pending");
    settleSources(Trees.child(object.root(), "spec"), MissingNode.getInstance());
  }

  /// Without leave to do so before, the newer field cannot leave the namespace, and the older one
  /// alone knows claims and snapshots only.
  ///
  /// @param old the specification before; nothing when the claim is new
  private static void settleSources(ObjectNode spec, JsonNode old) {
    var namespace = spec.path("dataSourceRef").path("namespace").asText("");
    if (!namespace.isEmpty() && !old.has("dataSourceRef")) {
      spec.remove("dataSourceRef");
    }
    if (!old.has("dataSource")
        && !old.has("dataSourceRef")
        && !spec.has("dataSourceRef")
        && !isClaimOrSnapshot(spec.path("dataSource"))) {
      spec.remove("dataSource");
    }
    alignSources(spec);
  }

  private static boolean isClaimOrSnapshot(JsonNode source) {
    var group = source.path("apiGroup").asText("");
    var kind = Trees.text(source, "kind");
    return (group.isEmpty() && kind.equals("PersistentVolumeClaim"))
        || (group.equals("snapshot.storage.k8s.io") && kind.equals("VolumeSnapshot"));
  }

  @Override
  public void prepareUpdate(ApiObject next, ApiObject old, WriteRequest request) {
    if (request.part() == Part.MAIN) {
      settleSources(Trees.child(next.root(), "spec"), old.spec());
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

  @Override
  public UpdatedMetadata updatedMetadata(Part part) {
    return part == Part.MAIN ? UpdatedMetadata.CHANGES_AND_WHOLE : UpdatedMetadata.CHANGES;
  }

  @Override
  public void validateUpdate(Subject next, ApiObject old, Part part) {
    if (part == Part.STATUS) {
      ClaimStatusRules.validate(next.at("status"));
    } else {
      ClaimRules.validateChanged(next.at("spec"), old.spec());
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
