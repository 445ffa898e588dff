package dev.timonier.server.resource.core.volume;

import dev.timonier.server.validation.Subject;
import java.util.regex.Pattern;

/// Finds what is wrong with volumes on iSCSI disks.
public final class IscsiValidation {
  private static final int LAST_LUN = 255;
  private static final int MOST_PORTAL = 64;
  private static final String FORMAT = "must be valid format";

  /// As in `iqn.2001-04.com.example:storage.disk1`.
  private static final Pattern QUALIFIED =
      Pattern.compile("iqn\\.[0-9]{4}-[0-9]{2}\\.[0-9A-Za-z.-]+:[^,;*&$|\\s]+$");

  private static final Pattern EXTENDED = Pattern.compile("eui.[0-9A-Za-z]{16}");
  private static final Pattern NETWORK_ADDRESS = Pattern.compile("naa.[0-9A-Za-z]{32}");

  private IscsiValidation() {}

  /// Examines the source of a pod's volume.
  public static void volume(Subject source, Subject volumeName) {
    source.at("targetPortal").mustBePresent("");
    disk(source, FORMAT + " starting with iqn, eui, or naa");
    portal(source, volumeName.text(), volumeName);
  }

  /// Examines the source of a PersistentVolume.
  static void persistent(Subject source, String volumeName) {
    source.at("targetPortal").mustBePresent("");
    portal(source, volumeName, source.at("targetportal").with(source.at("targetPortal").value()));
    disk(source, FORMAT);
    if (source.has("secretRef")) {
      source.at("secretRef").at("name").mustBePresent("");
    }
  }

  /// @param told where the fault is told
  private static void portal(Subject source, String volumeName, Subject told) {
    var portal = volumeName + ":" + source.at("targetPortal").text();
    if (source.has("initiatorName") && portal.length() > MOST_PORTAL) {
      told.invalid(
          "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if"
              + " iscsi.initiatorName is specified.");
    }
  }

  /// Examines what the volumes of pods and of clusters have in common.
  ///
  /// @param unknown what is said of names of no known kind
  private static void disk(Subject source, String unknown) {
    source.at("iqn").mustKeep(it -> qualifiedName(it, unknown));
    source.at("lun").between(0, LAST_LUN);
    var authenticates =
        source.at("chapAuthDiscovery").isTrue() || source.at("chapAuthSession").isTrue();
    if (authenticates && !source.has("secretRef")) {
      source.at("secretRef").required();
    }
    if (source.has("initiatorName")) {
      var initiator = source.at("initiatorName");
      qualifiedName(source.at("initiatorname").with(initiator.value()), unknown);
    }
  }

  private static void qualifiedName(Subject name, String unknown) {
    var text = name.text();
    var kind = text.substring(0, Math.min(3, text.length()));
    switch (kind) {
      case "iqn" -> wellFormed(name, QUALIFIED.matcher(text).find());
      case "eui" -> wellFormed(name, EXTENDED.matcher(text).matches());
      case "naa" -> wellFormed(name, NETWORK_ADDRESS.matcher(text).matches());
      default -> name.invalid(unknown);
    }
  }

  private static void wellFormed(Subject name, boolean is) {
    if (!is) {
      name.invalid(FORMAT);
    }
  }
}
