package dev.timonier.server.resource.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.gostruct.StructDiff;
import dev.timonier.server.validation.GoShown;

/// What is attached where, as messages show it.
final class ShownAttachment {
  private static final String INLINE = "inlineVolumeSpec";
  private static final String[] VOLUME = {
    "Capacity",
    "GCEPersistentDisk",
    "AWSElasticBlockStore",
    "HostPath",
    "Glusterfs",
    "NFS",
    "RBD",
    "Quobyte",
    "ISCSI",
    "FlexVolume",
    "Cinder",
    "CephFS",
    "FC",
    "Flocker",
    "AzureFile",
    "VsphereVolume",
    "AzureDisk",
    "PhotonPersistentDisk",
    "PortworxVolume",
    "ScaleIO",
    "Local",
    "StorageOS",
    "CSI"
  };

  private ShownAttachment() {}

  static ObjectNode of(JsonNode spec) {
    var shown = GoShown.of(spec, "attacher", "source", "nodeName");
    var source = spec.path("source");
    var shownSource = GoShown.of(source, "persistentVolumeName", INLINE);
    if (source.path(INLINE).isObject()) {
      var volume = StructDiff.shown(source.path(INLINE), "core/v1.PersistentVolumeSpec");
      shownSource.set("InlineVolumeSpec", GoShown.inOrder((ObjectNode) volume, VOLUME));
    }
    shown.set("Source", shownSource);
    return shown;
  }
}
