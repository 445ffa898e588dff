package dev.timonier.server.resource.core.volume;

import dev.timonier.machinery.meta.Format;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.validation.NodeSelectorRules;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.regex.Pattern;

/// What holds for the specification of a PersistentVolume.
public final class VolumeRules {
  private static final List<String> POLICIES = List.of("Delete", "Recycle", "Retain");
  private static final List<String> MODES = List.of("Block", "Filesystem");
  private static final String NOT_INLINE = "may not be specified in the context of inline volumes";

  /// The root, however it is written.
  private static final Pattern ROOT = Pattern.compile("(?:/\\.?)++");

  private VolumeRules() {}

  static void validate(Subject volume) {
    var spec = volume.at("spec");
    AccessModes.validate(spec.at("accessModes"), "");
    capacity(spec.at("capacity"));
    if (!spec.at("persistentVolumeReclaimPolicy").isEmpty()) {
      spec.at("persistentVolumeReclaimPolicy").oneOf(POLICIES);
    }
    var affinity = spec.at("nodeAffinity");
    if (affinity.isPresent()) {
      affinity(affinity);
    }
    new VolumeSources(spec, volume.at("metadata").at("name").text()).validate();
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
    if (spec.has("claimRef")) {
      spec.at("claimRef").forbidden(NOT_INLINE);
    }
    notInline(spec.at("capacity"));
    if (!spec.has("csi")) {
      spec.at("csi").required("has to be specified in the context of inline volumes");
    }
    AccessModes.validate(spec.at("accessModes"), "");
    var policy = spec.at("persistentVolumeReclaimPolicy");
    if (!policy.isEmpty() && !policy.text().equals("Retain")) {
      policy.forbidden("may only be Retain in the context of inline volumes");
    }
    if (spec.has("nodeAffinity")) {
      spec.at("nodeAffinity").forbidden(NOT_INLINE);
    }
    new VolumeSources(spec, "").validate();
    notInline(spec.at("storageClassName"));
    var mode = spec.at("volumeMode");
    if (mode.isPresent() && !mode.text().equals("Filesystem")) {
      mode.forbidden(
          "may not specify volumeMode other than Filesystem in the context of inline volumes");
    }
  }

  private static void notInline(Subject field) {
    if (!field.isEmpty()) {
      field.forbidden(NOT_INLINE);
    }
  }

  private static boolean isHostRoot(Subject spec) {
    return ROOT.matcher(spec.at("hostPath").at("path").text()).matches();
  }

  private static boolean isRecycled(Subject spec) {
    return spec.at("persistentVolumeReclaimPolicy").text().equals("Recycle");
  }

  private static void capacity(Subject capacity) {
    if (capacity.isEmpty()) {
      capacity.required();
    }
    if (!capacity.value().has("storage") || capacity.value().size() > 1) {
      capacity.notSupported(capacity.shownInOrder(), List.of("storage"));
    }
    for (var name : capacity.keys()) {
      var amount = Amount.parse(capacity.atKey(name).text());
      if (amount.signum() < 0) {
        capacity
            .atKey(name)
            .invalid(Long.toString(amount.value()), "must be a valid resource quantity");
      }
      if (amount.signum() <= 0) {
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
