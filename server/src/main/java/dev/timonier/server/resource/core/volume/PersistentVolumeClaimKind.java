package dev.timonier.server.resource.core.volume;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;

/// The rules and columns of PersistentVolumeClaims.
public final class PersistentVolumeClaimKind {
  private static final String UNSET = "<unset>";

  public static final KindRules RULES =
      new KindRules(
          new PersistentVolumeClaimStrategy(),
          ColumnTable.named()
              .text("Status", "The phase of the claim", PersistentVolumeKind::status)
              .text(
                  "Volume",
                  "The volume that the claim has",
                  o -> o.path("spec").path("volumeName").asText())
              .text("Capacity", "How much can be stored", PersistentVolumeClaimKind::capacity)
              .text(
                  "Access Modes", "How the volume may be mounted", PersistentVolumeClaimKind::modes)
              .text("StorageClass", "The class of the volume", PersistentVolumeKind::type)
              .text(
                  "VolumeAttributesClass",
                  "The class of the volume's attributes",
                  o -> o.path("spec").path("volumeAttributesClassName").asText(UNSET))
              .age()
              .wide(
                  "VolumeMode",
                  "Whether the volume has a file system",
                  o -> o.path("spec").path("volumeMode").asText(UNSET)));

  private PersistentVolumeClaimKind() {}

  private static boolean isBound(JsonNode claim) {
    return !claim.path("spec").path("volumeName").asText().isEmpty();
  }

  private static Object capacity(JsonNode claim) {
    return isBound(claim) ? claim.path("status").path("capacity").path("storage").asText("0") : "";
  }

  private static Object modes(JsonNode claim) {
    return isBound(claim) ? AccessModes.abbreviated(claim.path("status").path("accessModes")) : "";
  }
}
