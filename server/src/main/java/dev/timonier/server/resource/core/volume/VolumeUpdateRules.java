package dev.timonier.server.resource.core.volume;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.gostruct.StructDiff;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.Map;

/// What of a PersistentVolume may not change.
final class VolumeUpdateRules {
  private static final String EXPANSION_SECRET = "controllerExpandSecretRef";
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

  /// Labels of nodes, and what they are called now.
  private static final Map<String, String> SUCCESSORS =
      Map.of(
          "beta.kubernetes.io/arch", "kubernetes.io/arch",
          "beta.kubernetes.io/instance-type", "node.kubernetes.io/instance-type",
          "beta.kubernetes.io/os", "kubernetes.io/os",
          "failure-domain.beta.kubernetes.io/region", "topology.kubernetes.io/region",
          "failure-domain.beta.kubernetes.io/zone", "topology.kubernetes.io/zone");

  private VolumeUpdateRules() {}

  static void validate(Subject next, ApiObject old) {
    var spec = next.at("spec");
    source(spec, old.spec());
    next.at("volumeMode")
        .with(spec.at("volumeMode").value())
        .immutable(old.spec().path("volumeMode"));
    affinity(next.at("nodeAffinity").with(spec.at("nodeAffinity").value()), old.spec());
    var type = spec.at("volumeAttributesClassName");
    if (old.spec().has("volumeAttributesClassName") && !type.isPresent()) {
      type.forbidden("update from non-nil value to nil is forbidden");
    }
  }

  private static void source(Subject spec, JsonNode old) {
    var next = ((ObjectNode) spec.value()).deepCopy();
    if (next.path("csi") instanceof ObjectNode csi && !old.path("csi").has(EXPANSION_SECRET)) {
      csi.remove(EXPANSION_SECRET);
    }
    if (!alone(next).equals(alone(old))) {
      spec.at("persistentvolumesource")
          .forbidden(
              "spec.persistentvolumesource is immutable after creation\n"
                  + StructDiff.betweenVolumeSources(old, next));
    }
  }

  private static JsonNode alone(JsonNode spec) {
    return ((ObjectNode) spec.deepCopy()).without(CHANGEABLE);
  }

  private static void affinity(Subject affinity, JsonNode old) {
    var before = old.path("nodeAffinity").deepCopy();
    var terms = affinity.at("required").at("nodeSelectorTerms");
    var termsBefore = before.path("required").path("nodeSelectorTerms");
    for (var i = 0; i < termsBefore.size(); i++) {
      for (var kind : List.of("matchExpressions", "matchFields")) {
        rename(termsBefore.path(i).path(kind), terms.at(i).at(kind).value());
      }
    }
    if (!before.isMissingNode() && !affinity.value().equals(before)) {
      affinity
          .as("core/v1.VolumeNodeAffinity")
          .invalid("field is immutable, except for updating from beta label to GA");
    }
  }

  /// Gives the old requirements the new names that those in their places have.
  private static void rename(JsonNode requirements, JsonNode next) {
    for (var i = 0; i < requirements.size(); i++) {
      var key = Trees.text(next.path(i), "key");
      var before = (ObjectNode) requirements.get(i);
      if (key.equals(SUCCESSORS.get(Trees.text(before, "key")))) {
        before.put("key", key);
      }
    }
  }
}
