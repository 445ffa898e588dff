package dev.timonier.server.resource.core.volume;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.NodeSelectorRules;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.Set;

/// What holds for the specification of a PersistentVolume.
public final class VolumeRules {
  private static final List<String> POLICIES = List.of("Delete", "Recycle", "Retain");
  private static final List<String> MODES = List.of("Block", "Filesystem");
  private static final List<String> PATH_TYPES =
      List.of(
          "",
          "BlockDevice",
          "CharDevice",
          "Directory",
          "DirectoryOrCreate",
          "File",
          "FileOrCreate",
          "Socket");
  private static final Set<String> NO_SOURCES =
      Set.of(
          "accessModes",
          "capacity",
          "claimRef",
          "mountOptions",
          "nodeAffinity",
          "persistentVolumeReclaimPolicy",
          "storageClassName",
          "volumeAttributesClassName",
          "volumeMode");

  private VolumeRules() {}

  static void validate(Subject spec) {
    AccessModes.validate(spec.at("accessModes"), "");
    capacity(spec.at("capacity"));
    if (!spec.at("persistentVolumeReclaimPolicy").isEmpty()) {
      spec.at("persistentVolumeReclaimPolicy").oneOf(POLICIES);
    }
    var affinity = spec.at("nodeAffinity");
    if (affinity.isPresent()) {
      affinity(affinity);
    }
    sources(spec);
    if (isHostRoot(spec) && isRecycled(spec)) {
      spec.at("persistentVolumeReclaimPolicy")
          .forbidden("may not be 'recycle' for a hostPath mount of '/'");
    }
    if (!spec.at("storageClassName").isEmpty()) {
      spec.at("storageClassName").format(Format.DNS_SUBDOMAIN);
    }
    if (spec.at("volumeMode").isPresent()) {
      spec.at("volumeMode").oneOf(MODES);
    }
    attributesClass(spec);
  }

  /// What holds for a volume that is attached without being a PersistentVolume.
  public static void inline(Subject spec) {
    for (var field : List.of("capacity", "claimRef")) {
      if (!spec.at(field).isEmpty()) {
        spec.at(field).forbidden("may not be specified in the context of inline volumes");
      }
    }
    if (!spec.at("csi").isPresent()) {
      spec.at("csi").required("has to be specified in the context of inline volumes");
    }
    AccessModes.validate(spec.at("accessModes"), "");
    var policy = spec.at("persistentVolumeReclaimPolicy");
    if (!policy.isEmpty() && !policy.text().equals("Retain")) {
      policy.forbidden("may only be Retain in the context of inline volumes");
    }
    sources(spec);
    if (!spec.at("storageClassName").isEmpty()) {
      spec.at("storageClassName")
          .forbidden("may not be specified in the context of inline volumes");
    }
  }

  private static boolean isHostRoot(Subject spec) {
    return spec.at("hostPath").at("path").text().equals("/");
  }

  private static boolean isRecycled(Subject spec) {
    return spec.at("persistentVolumeReclaimPolicy").text().equals("Recycle");
  }

  private static String shown(JsonNode capacity) {
    return capacity.isMissingNode() ? "null" : Trees.inOrder(capacity).toString();
  }

  private static void capacity(Subject capacity) {
    if (capacity.isEmpty()) {
      capacity.required();
    }
    if (!capacity.value().has("storage") || capacity.value().size() > 1) {
      capacity.notSupported(shown(capacity.value()), List.of("storage"));
    }
    for (var name : capacity.keys()) {
      var amount = Amount.parse(capacity.atKey(name).text());
      if (amount.signum() < 0) {
        capacity.atKey(name).invalid(amount.toString(), "must be a valid resource quantity");
      }
      if (name.equals("storage") && amount.signum() <= 0) {
        capacity.atKey(name).invalid("must be greater than zero");
      }
    }
  }

  private static void affinity(Subject affinity) {
    if (affinity.at("required").isPresent()) {
      NodeSelectorRules.validate(affinity.at("required"));
    } else {
      affinity.at("required").required("must specify required node constraints");
    }
  }

  private static void sources(Subject spec) {
    var sources = spec.keys().stream().filter(key -> !NO_SOURCES.contains(key)).toList();
    if (sources.isEmpty()) {
      spec.required("must specify a volume type");
      return;
    }
    source(spec, sources.getFirst());
    sources.stream()
        .skip(1)
        .forEach(other -> spec.at(other).forbidden("may not specify more than 1 volume type"));
  }

  private static void source(Subject spec, String name) {
    var source = spec.at(name);
    switch (name) {
      case "hostPath" -> {
        path(source.at("path"));
        if (source.at("type").isPresent()) {
          source.at("type").oneOf(PATH_TYPES);
        }
      }
      case "local" -> {
        path(source.at("path"));
        if (!spec.at("nodeAffinity").isPresent()) {
          spec.at("nodeAffinity").required("Local volume requires node affinity");
        }
      }
      case "nfs" -> nfs(source);
      case "csi" -> csi(source);
      default -> {}
    }
  }

  private static void path(Subject path) {
    if (path.isEmpty()) {
      path.required();
    } else if (List.of(path.text().split("/", -1)).contains("..")) {
      path.invalid("must not contain '..'");
    }
  }

  private static void nfs(Subject source) {
    source.at("server").mustBePresent("");
    source.at("path").mustBePresent("");
    if (!source.at("path").isEmpty() && !source.at("path").text().startsWith("/")) {
      source.at("path").invalid("must be an absolute path");
    }
  }

  private static void csi(Subject source) {
    source.at("driver").mustBePresent("");
    source.at("volumeHandle").mustBePresent("");
  }

  private static void attributesClass(Subject spec) {
    var name = spec.at("volumeAttributesClassName");
    if (!name.isPresent()) {
      return;
    }
    if (name.isEmpty()) {
      name.required("an empty string is disallowed");
    } else {
      name.format(Format.DNS_SUBDOMAIN);
    }
    if (!spec.at("csi").isPresent()) {
      spec.at("csi").required("has to be specified when using volumeAttributesClassName");
    }
  }
}
