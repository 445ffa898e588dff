package dev.timonier.server.resource.core.volume;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;

/// The rules and columns of PersistentVolumes.
public final class PersistentVolumeKind {
  private static final String UNSET = "<unset>";

  public static final KindRules RULES =
      new KindRules(
          new PersistentVolumeStrategy(),
          ColumnTable.named()
              .text(
                  "Capacity",
                  "How much can be stored",
                  o -> o.path("spec").path("capacity").path("storage").asText("0"))
              .text(
                  "Access Modes",
                  "How the volume may be mounted",
                  o -> AccessModes.abbreviated(o.path("spec").path("accessModes")))
              .text(
                  "Reclaim Policy",
                  "What becomes of the volume when it is released",
                  o -> o.path("spec").path("persistentVolumeReclaimPolicy").asText())
              .text("Status", "The phase of the volume", PersistentVolumeKind::status)
              .text("Claim", "Who has claimed the volume", PersistentVolumeKind::claim)
              .text("StorageClass", "The class of the volume", PersistentVolumeKind::type)
              .text(
                  "VolumeAttributesClass",
                  "The class of the volume's attributes",
                  o -> o.path("spec").path("volumeAttributesClassName").asText(UNSET))
              .text(
                  "Reason",
                  "Why the volume is in its phase",
                  o -> o.path("status").path("reason").asText())
              .age()
              .wide(
                  "VolumeMode",
                  "Whether the volume has a file system",
                  o -> o.path("spec").path("volumeMode").asText(UNSET)));

  private PersistentVolumeKind() {}

  static Object status(JsonNode object) {
    return object.path("metadata").has("deletionTimestamp")
        ? "Terminating"
        : object.path("status").path("phase").asText();
  }

  private static Object claim(JsonNode volume) {
    var claim = volume.path("spec").path("claimRef");
    return claim.isMissingNode()
        ? ""
        : claim.path("namespace").asText() + "/" + claim.path("name").asText();
  }

  static Object type(JsonNode object) {
    return object
        .path("metadata")
        .path("annotations")
        .path("volume.beta.kubernetes.io/storage-class")
        .asText(object.path("spec").path("storageClassName").asText());
  }
}
