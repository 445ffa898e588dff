package dev.timonier.server.resource.core.volume;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.Locale;

/// Volumes on disks and file systems of the network and of clouds, most of them from before the
/// container storage interface.
public final class DiskVolumes {
  private static final int LAST_PARTITION = 255;
  private static final int LAST_LUN = 255;
  private static final int MOST_TENANT = 64;
  private static final String MANAGED_DISK =
      "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}";
  private static final String BLOB_DISK =
      "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd";
  private static final String PAIRS =
      "must be a host:port pair or multiple pairs separated by commas";

  private DiskVolumes() {}

  /// Examines the source of a volume of a pod.
  ///
  /// @param volume the volume, for faults that are told of it
  public static void validate(String type, Subject source, Subject volume) {
    switch (type) {
      case "gitRepo" -> gitRepo(source);
      case "gcePersistentDisk" -> partitioned(source, volume.at("persistentDisk"), "pdName");
      case "awsElasticBlockStore" -> partitioned(source, source, "volumeID");
      case "nfs" -> nfs(source);
      case "glusterfs" -> required(source, "endpoints", "path");
      case "flocker" -> flocker(source);
      case "rbd" -> required(source, "monitors", "image");
      case "cinder" -> cinder(source);
      case "cephfs" -> required(source, "monitors");
      case "quobyte" -> quobyte(source);
      case "fc" -> fibreChannel(source);
      case "flexVolume" -> flexVolume(source);
      case "azureFile" -> required(source, "secretName", "shareName");
      case "vsphereVolume" -> required(source, "volumePath");
      case "photonPersistentDisk" -> required(source, "pdID");
      case "portworxVolume" -> required(source, "volumeID");
      case "azureDisk" -> azureDisk(source);
      case "storageos" -> storageOs(source);
      case "scaleIO" -> required(source, "gateway", "system", "volumeName");
      default -> throw new IllegalArgumentException(type);
    }
  }

  private static void required(Subject source, String... fields) {
    for (var field : fields) {
      source.at(field).mustBePresent("");
    }
  }

  private static void gitRepo(Subject source) {
    required(source, "repository");
    PathRules.descending(source.at("directory"));
  }

  /// @param told the place that faults are told of
  private static void partitioned(Subject source, Subject told, String id) {
    told.at(id).with(source.at(id).value()).mustBePresent("");
    var partition = source.at("partition");
    if (partition.number() < 0 || partition.number() > LAST_PARTITION) {
      told.at("partition").with(partition.value()).invalid("must be between 1 and 255, inclusive");
    }
  }

  private static void nfs(Subject source) {
    required(source, "server", "path");
    if (!source.at("path").text().startsWith("/")) {
      source
          .at("path")
          .invalid(Subject.quote(source.at("path").text()), "must be an absolute path");
    }
  }

  private static void flocker(Subject source) {
    var byName = !source.at("datasetName").isEmpty();
    var byId = !source.at("datasetUUID").isEmpty();
    if (!byName && !byId) {
      source.required("one of datasetName and datasetUUID is required");
    }
    if (byName && byId) {
      source.invalid(
          Subject.quote("resource"),
          "datasetName and datasetUUID can not be specified simultaneously");
    }
    if (source.at("datasetName").text().contains("/")) {
      source.at("datasetName").invalid("must not contain '/'");
    }
  }

  private static void cinder(Subject source) {
    required(source, "volumeID");
    secretRef(source);
  }

  private static void secretRef(Subject source) {
    if (source.has("secretRef")) {
      required(source.at("secretRef"), "name");
    }
  }

  private static void quobyte(Subject source) {
    var registry = source.at("registry");
    if (registry.isEmpty()) {
      registry.required(PAIRS);
    } else if (source.at("tenant").text().length() > MOST_TENANT) {
      source.at("tenant").required("must be a UUID and may not exceed a length of 64 characters");
    } else {
      for (var pair : registry.text().split(",", -1)) {
        if (!isHostAndPort(pair)) {
          registry.invalid(PAIRS);
        }
      }
    }
    required(source, "volume");
  }

  private static boolean isHostAndPort(String pair) {
    var colon = pair.lastIndexOf(':');
    var host = colon < 0 ? "" : pair.substring(0, colon);
    var bracketed = host.startsWith("[") && host.endsWith("]");
    return colon >= 0 && (bracketed || host.indexOf(':') < 0);
  }

  private static void fibreChannel(Subject source) {
    var byName = !source.at("targetWWNs").isEmpty();
    var byId = !source.at("wwids").isEmpty();
    if (!byName && !byId) {
      source.at("targetWWNs").required("must specify either targetWWNs or wwids, but not both");
    }
    if (byName && byId) {
      source.at("targetWWNs").invalid("targetWWNs and wwids can not be specified simultaneously");
    }
    if (byName) {
      lun(source.at("lun"));
    }
  }

  private static void lun(Subject lun) {
    if (lun.isPresent()) {
      lun.between(0, LAST_LUN);
    } else {
      lun.required("lun is required if targetWWNs is specified");
    }
  }

  private static void flexVolume(Subject source) {
    required(source, "driver");
    for (var option : source.at("options").keys()) {
      var domain = "." + option.split("/", 2)[0].toLowerCase(Locale.ROOT);
      if (domain.endsWith(".kubernetes.io") || domain.endsWith(".k8s.io")) {
        source
            .at("options")
            .atKey(option)
            .invalid(Subject.quote(option), "kubernetes.io and k8s.io namespaces are reserved");
      }
    }
  }

  private static void azureDisk(Subject source) {
    required(source, "diskName", "diskURI");
    source.at("cachingMode").oneOf(List.of("None", "ReadOnly", "ReadWrite"));
    source.at("kind").oneOf(List.of("Dedicated", "Managed", "Shared"));
    var managed = source.at("kind").text().equals("Managed");
    var uri = source.at("diskURI");
    if (!uri.text().startsWith(managed ? "/subscriptions/" : "https://")) {
      uri.notSupported(List.of(managed ? MANAGED_DISK : BLOB_DISK));
    }
  }

  private static void storageOs(Subject source) {
    source.at("volumeName").mustKeep(it -> it.format(Format.DNS_LABEL));
    if (!source.at("volumeNamespace").isEmpty()) {
      source.at("volumeNamespace").format(Format.DNS_LABEL);
    }
    secretRef(source);
  }
}
