package dev.timonier.server.resource.core.volume;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.validation.Subject;
import java.util.ArrayList;
import java.util.List;

/// How volumes may be mounted.
final class AccessModes {
  private static final String ALONE = "ReadWriteOncePod";
  private static final List<String> KNOWN =
      List.of("ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", ALONE);

  private AccessModes() {}

  static void validate(Subject modes, String missing) {
    if (modes.isEmpty()) {
      modes.required(missing);
    }
    var alone = false;
    var beside = false;
    for (var mode : modes.elements()) {
      if (!KNOWN.contains(mode.text())) {
        modes.with(mode.value()).notSupported(KNOWN);
      } else if (mode.text().equals(ALONE)) {
        alone = true;
      } else {
        beside = true;
      }
    }
    if (alone && beside) {
      modes.forbidden("may not use ReadWriteOncePod with other access modes");
    }
  }

  /// As tables show them, in their own order.
  static String abbreviated(JsonNode modes) {
    var texts = new ArrayList<String>();
    modes.forEach(mode -> texts.add(mode.asText()));
    var shown = new ArrayList<String>();
    for (var mode : List.of("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", ALONE)) {
      if (texts.contains(mode)) {
        shown.add(abbreviation(mode));
      }
    }
    return String.join(",", shown);
  }

  private static String abbreviation(String mode) {
    return switch (mode) {
      case "ReadWriteOnce" -> "RWO";
      case "ReadOnlyMany" -> "ROX";
      case "ReadWriteMany" -> "RWX";
      default -> "RWOP";
    };
  }
}
