package dev.timonier.server.resource.core.podspec;

import dev.timonier.server.validation.Subject;

/// Finds what is wrong with volumes on iSCSI disks.
public final class IscsiValidation {
  private static final int LAST_LUN = 255;
  private static final int MOST_PORTAL = 64;

  private IscsiValidation() {}

  /// Examines the source of a pod's volume.
  public static void volume(Subject source, Subject volumeName) {
    source.at("targetPortal").mustBePresent("");
    disk(source, "must be valid format starting with iqn, eui, or naa");
    var portal = volumeName.text() + ":" + source.at("targetPortal").text();
    if (source.has("initiatorName") && portal.length() > MOST_PORTAL) {
      volumeName.invalid(
          "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if"
              + " iscsi.initiatorName is specified.");
    }
  }

  /// Examines what the volumes of pods and of clusters have in common.
  ///
  /// @param unknown what is said of names of no known kind
  private static void disk(Subject source, String unknown) {
    if (source.at("iqn").isEmpty()) {
      source.at("iqn").required();
    } else {
      qualifiedName(source.at("iqn"), unknown);
    }
    var lun = source.at("lun");
    if (lun.number() < 0 || lun.number() > LAST_LUN) {
      lun.between(0, LAST_LUN);
    }
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
    var kind = text.length() < 3 ? "" : text.substring(0, 3);
    var wellFormed =
        switch (kind) {
          case "iqn" -> isIqn(text);
          case "eui" -> text.length() == 20 && isAlphanumeric(text.substring(4));
          case "naa" -> text.length() == 36 && isAlphanumeric(text.substring(4));
          default -> {
            name.invalid(unknown);
            yield true;
          }
        };
    if (!wellFormed) {
      name.invalid("must be valid format");
    }
  }

  /// As in `iqn.2001-04.com.example:storage.disk1`.
  private static boolean isIqn(String text) {
    var colon = text.indexOf(':');
    return colon > 12
        && text.charAt(3) == '.'
        && isDate(text.substring(4, 11))
        && text.charAt(11) == '.'
        && text.substring(12, colon).chars().allMatch(IscsiValidation::isInAuthority)
        && colon + 1 < text.length()
        && text.substring(colon + 1).chars().noneMatch(IscsiValidation::isForbiddenInName);
  }

  /// As in `2001-04`.
  private static boolean isDate(String text) {
    return text.charAt(4) == '-'
        && text.replace("-", "").chars().allMatch(c -> c >= '0' && c <= '9')
        && text.indexOf('-', 5) < 0;
  }

  private static boolean isInAuthority(int c) {
    return isAlphanumeric(c) || c == '-' || c == '.';
  }

  private static boolean isForbiddenInName(int c) {
    return ",;*&$|".indexOf(c) >= 0 || Character.isWhitespace(c);
  }

  private static boolean isAlphanumeric(String text) {
    return text.chars().allMatch(IscsiValidation::isAlphanumeric);
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
