package dev.timonier.server.resource.core.volume;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.podspec.ResourceDefaults;

/// What the source of a volume has where its author said nothing, whether the volume is a pod's or
/// the cluster's.
public final class DiskDefaults {
  private DiskDefaults() {}

  /// Those of a PersistentVolume's specification, wherever it stands: its capacity as well.
  public static void setAll(ObjectNode spec) {
    ResourceDefaults.roundUp(spec.path("capacity"));
    for (var field : spec.properties()) {
      if (field.getValue() instanceof ObjectNode source) {
        set(field.getKey(), source);
      }
    }
  }

  public static void set(String type, ObjectNode source) {
    switch (type) {
      case "hostPath" -> Trees.setDefault(source, "type", "");
      case "iscsi" -> Trees.setDefault(source, "iscsiInterface", "default");
      case "rbd" -> rbd(source);
      case "scaleIO" -> scaleIo(source);
      case "azureDisk" -> azureDisk(source);
      default -> {}
    }
  }

  private static void rbd(ObjectNode rbd) {
    Trees.setDefault(rbd, "pool", "rbd");
    Trees.setDefault(rbd, "user", "admin");
    Trees.setDefault(rbd, "keyring", "/etc/ceph/keyring");
  }

  private static void scaleIo(ObjectNode scaleIo) {
    Trees.setDefault(scaleIo, "storageMode", "ThinProvisioned");
    Trees.setDefault(scaleIo, "fsType", "xfs");
  }

  private static void azureDisk(ObjectNode disk) {
    Trees.setDefault(disk, "cachingMode", "ReadWrite");
    Trees.setDefault(disk, "kind", "Shared");
    Trees.setDefault(disk, "fsType", "ext4");
    Trees.setDefault(disk, "readOnly", Trees.Truth.FALSE);
  }
}
