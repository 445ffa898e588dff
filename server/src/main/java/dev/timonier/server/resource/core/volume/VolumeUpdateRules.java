package dev.timonier.server.resource.core.volume;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.gostruct.StructDiff;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// What of a PersistentVolume may not change.
final class VolumeUpdateRules {
  private static final List<String> CHANGEABLE =
      List.of(
          "accessModes",
          "capacity",
          "claimRef",
          "mountOptions",
          "nodeAffinity",
          "persistentVolumeReclaimPolicy",
          "storageClassName",
          "volumeAttributesClassName",
          "volumeMode");
  private static final List<String> CHANGEABLE_SECRETS =
      List.of("controllerExpandSecretRef", "nodeExpandSecretRef");

  private VolumeUpdateRules() {}

  static void validate(Subject next, ApiObject old) {
    var spec = next.at("spec");
    if (!source(spec.value()).equals(source(old.spec()))) {
      spec.at("persistentvolumesource")
          .forbidden(
              "spec.persistentvolumesource is immutable after creation\n"
                  + StructDiff.betweenVolumeSources(old.spec(), spec.value()));
    }
    next.at("volumeMode")
        .with(spec.at("volumeMode").value())
        .immutable(old.spec().path("volumeMode"));
    var affinity = spec.at("nodeAffinity");
    var before = old.spec().path("nodeAffinity");
    if (!before.isMissingNode() && !affinity.value().equals(before)) {
      next.at("nodeAffinity")
          .with(affinity.as("core/v1.VolumeNodeAffinity").value())
          .invalid("field is immutable, except for updating from beta label to GA");
    }
  }

  private static ObjectNode source(JsonNode spec) {
    var source = ((ObjectNode) spec).deepCopy();
    source.remove(CHANGEABLE);
    if (source.path("csi") instanceof ObjectNode csi) {
      csi.remove(CHANGEABLE_SECRETS);
    }
    return source;
  }
}
