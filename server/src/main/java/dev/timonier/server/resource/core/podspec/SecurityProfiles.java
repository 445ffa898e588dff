package dev.timonier.server.resource.core.podspec;

import dev.timonier.server.gostruct.Struct;
import dev.timonier.server.resource.core.volume.PathRules;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// What holds for profiles of seccomp and AppArmor
/// (<https://kubernetes.io/docs/concepts/security/linux-kernel-security-constraints/>).
final class SecurityProfiles {
  private static final List<String> TYPES = List.of("Localhost", "RuntimeDefault", "Unconfined");
  private static final int MOST_PROFILE = 4095;

  private SecurityProfiles() {}

  static void validate(Subject context) {
    if (context.has("seccompProfile")) {
      seccomp(context.at("seccompProfile"));
    }
  }

  private static void type(Subject profile, String field) {
    var type = profile.at("type");
    if (type.isEmpty()) {
      type.required("type is required when " + field + " is set");
    } else {
      type.oneOf(TYPES);
    }
  }

  private static void seccomp(Subject profile) {
    type(profile, "seccompProfile");
    var path = profile.at("localhostProfile");
    if (!profile.at("type").text().equals("Localhost")) {
      if (path.isPresent()) {
        path.with(Struct.of(profile.value(), "core/v1.SeccompProfile"))
            .invalid("can only be set when seccomp type is Localhost");
      }
    } else if (!path.isPresent()) {
      path.required("must be set when seccomp type is Localhost");
    } else {
      PathRules.descending(path);
    }
  }

  static void appArmor(Subject context) {
    if (!context.has("appArmorProfile")) {
      return;
    }
    var profile = context.at("appArmorProfile");
    var path = profile.at("localhostProfile");
    if (profile.at("type").text().equals("Localhost")) {
      localhost(path);
      return;
    }
    if (path.isPresent() && TYPES.contains(profile.at("type").text())) {
      path.invalid("can only be set when AppArmor type is Localhost");
    }
    type(profile, "appArmorProfile");
  }

  private static void localhost(Subject path) {
    var text = path.text();
    if (!path.isPresent() || text.isEmpty()) {
      path.required("must be set when AppArmor type is Localhost");
    } else if (!text.strip().equals(text)) {
      path.invalid("must not be padded with whitespace");
    }
    if (text.length() > MOST_PROFILE) {
      path.tooLong(MOST_PROFILE);
    }
  }
}
