package dev.timonier.server.resource.core.volume;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.stream.Stream;

/// Finds what is wrong with the place where the data of a PersistentVolume lie: there must be one,
/// and just one. Most places are those of pods' volumes; some name a namespace besides, for a
/// PersistentVolume has none.
final class VolumeSources {
  /// In the order in which they are examined.
  private static final List<String> TYPES =
      List.of(
          "hostPath",
          "gcePersistentDisk",
          "awsElasticBlockStore",
          "glusterfs",
          "flocker",
          "nfs",
          "rbd",
          "quobyte",
          "cephfs",
          "iscsi",
          "cinder",
          "fc",
          "flexVolume",
          "azureFile",
          "vsphereVolume",
          "photonPersistentDisk",
          "portworxVolume",
          "azureDisk",
          "scaleIO",
          "local",
          "storageos",
          "csi");

  private final Subject spec;
  private final String volumeName;

  VolumeSources(Subject spec, String volumeName) {
    this.spec = spec;
    this.volumeName = volumeName;
  }

  void validate() {
    var found = false;
    for (var type : (Iterable<String>) present()::iterator) {
      // As Kubernetes does not count flex volumes, so they are never one too many.
      if (found && !type.equals("flexVolume")) {
        spec.at(type.equals("cephfs") ? "cephFS" : type)
            .forbidden("may not specify more than 1 volume type");
      } else {
        source(type, spec.at(type));
      }
      found = true;
    }
    if (!found) {
      spec.required("must specify a volume type");
    }
  }

  private Stream<String> present() {
    return TYPES.stream().filter(spec::has);
  }

  private void source(String type, Subject source) {
    switch (type) {
      case "hostPath" -> HostVolumes.hostPath(source);
      case "local" -> local(source);
      case "iscsi" -> IscsiValidation.persistent(source, volumeName);
      case "csi" -> csi(source);
      default -> {
        DiskVolumes.validate(type, source, spec);
        namespaces(type, source);
      }
    }
  }

  private void local(Subject local) {
    HostVolumes.local(local);
    if (!spec.has("nodeAffinity")) {
      spec.at("nodeAffinity").required("Local volume requires node affinity");
    }
  }

  private static void namespaces(String type, Subject source) {
    switch (type) {
      case "glusterfs" -> endpointsNamespace(source.at("endpointsNamespace"));
      case "cinder", "storageos" -> {
        if (source.has("secretRef")) {
          source.at("secretRef").at("namespace").mustBePresent("");
        }
      }
      case "azureFile" -> {
        if (source.at("secretNamespace").isPresent()) {
          source.at("secretNamespace").mustBePresent("");
        }
      }
      default -> {}
    }
  }

  private static void endpointsNamespace(Subject namespace) {
    if (!namespace.isPresent()) {
      return;
    }
    if (namespace.isEmpty()) {
      namespace.invalid("if the endpointnamespace is set, it must be a valid namespace name");
    } else {
      namespace.format(Format.DNS_LABEL);
    }
  }

  private static void csi(Subject source) {
    CsiRules.driverName(source.at("driver"));
    source.at("volumeHandle").mustBePresent("");
    for (var field :
        List.of(
            "controllerPublishSecretRef",
            "controllerExpandSecretRef",
            "nodePublishSecretRef",
            "nodeExpandSecretRef")) {
      if (source.has(field)) {
        formatted(source.at(field).at("name"), Format.DNS_SUBDOMAIN);
        formatted(source.at(field).at("namespace"), Format.DNS_LABEL);
      }
    }
  }

  private static void formatted(Subject name, Format format) {
    name.mustKeep(it -> it.format(format));
  }
}
