package dev.timonier.server.resource.core.podspec;

import dev.timonier.machinery.meta.Format;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.resource.core.volume.CsiRules;
import dev.timonier.server.resource.core.volume.DiskVolumes;
import dev.timonier.server.resource.core.volume.HostVolumes;
import dev.timonier.server.resource.core.volume.IscsiValidation;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// Finds what is wrong with the source of a volume: there must be one, and just one
/// (<https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/>).
final class VolumeSourceValidation {
  /// In the order in which they are examined.
  private static final List<String> TYPES =
      List.of(
          "emptyDir",
          "hostPath",
          "gitRepo",
          "gcePersistentDisk",
          "awsElasticBlockStore",
          "secret",
          "nfs",
          "iscsi",
          "glusterfs",
          "flocker",
          "persistentVolumeClaim",
          "rbd",
          "cinder",
          "cephfs",
          "quobyte",
          "downwardAPI",
          "fc",
          "flexVolume",
          "configMap",
          "azureFile",
          "vsphereVolume",
          "photonPersistentDisk",
          "portworxVolume",
          "azureDisk",
          "storageos",
          "projected",
          "scaleIO",
          "csi",
          "ephemeral",
          "image");

  private final PodContext pod;
  private final Subject volume;

  VolumeSourceValidation(PodContext pod, Subject volume) {
    this.pod = pod;
    this.volume = volume;
  }

  void validate() {
    var found = false;
    for (var type : TYPES) {
      if (volume.has(type)) {
        if (found) {
          volume.at(misspelled(type)).forbidden("may not specify more than 1 volume type");
        } else {
          source(type, volume.at(type));
        }
        found = true;
      }
    }
    if (!found) {
      volume.required("must specify a volume type");
    }
  }

  /// Two types are called otherwise when they are one too many.
  private static String misspelled(String type) {
    return switch (type) {
      case "cephfs" -> "cephFS";
      case "downwardAPI" -> "downwarAPI";
      default -> type;
    };
  }

  private void source(String type, Subject source) {
    switch (type) {
      case "emptyDir" -> emptyDir(source);
      case "hostPath" -> HostVolumes.hostPath(source);
      case "secret" -> FileVolumes.secret(source);
      case "configMap" -> FileVolumes.configMap(source);
      case "downwardAPI" -> FileVolumes.downwardApi(source);
      case "projected" -> new ProjectedVolumeValidation(source).validate();
      case "persistentVolumeClaim" -> source.at("claimName").mustBePresent("");
      case "ephemeral" -> ephemeral(source);
      case "csi" -> csi(source);
      case "image" -> image(source);
      case "iscsi" -> IscsiValidation.volume(source, volume.at("name"));
      default -> DiskVolumes.validate(type, source, volume);
    }
  }

  private static void emptyDir(Subject emptyDir) {
    var limit = emptyDir.at("sizeLimit");
    if (limit.isPresent() && Amount.parse(limit.text()).signum() < 0) {
      limit.forbidden("SizeLimit field must be a valid resource quantity");
    }
  }

  private void ephemeral(Subject ephemeral) {
    var template = ephemeral.at("volumeClaimTemplate");
    if (!template.isPresent()) {
      template.required();
    } else {
      ClaimTemplateValidation.validate(template);
    }
    var name = volume.at("name");
    if (!pod.podName().isEmpty() && !name.isEmpty()) {
      var claim = pod.podName() + "-" + name.text();
      for (var fault : Format.DNS_SUBDOMAIN.check(claim)) {
        name.invalid("PVC name " + Subject.quote(claim) + ": " + fault);
      }
    }
  }

  private static void csi(Subject csi) {
    CsiRules.driverName(csi.at("driver"));
    if (csi.has("nodePublishSecretRef")) {
      var name = csi.at("nodePublishSecretRef").at("name");
      if (name.isEmpty()) {
        name.required();
      } else {
        csi.at("name").faulty(name.shown(), Format.DNS_SUBDOMAIN.check(name.text()));
      }
    }
  }

  private void image(Subject image) {
    if (pod.isPod()) {
      image.at("reference").mustBePresent("");
    }
    PodSpecValidation.required(image.at("pullPolicy"), ContainerValidation.PULL_POLICIES);
  }
}
