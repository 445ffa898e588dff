package dev.timonier.server.resource.admissionregistration;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.Locale;

/// What holds for the kind of a policy's parameters.
final class ParamKindRules {
  private ParamKindRules() {}

  static void validate(Subject kind) {
    if (kind.isPresent()) {
      version(kind.at("apiVersion"));
      name(kind.at("kind"));
    }
  }

  private static void version(Subject apiVersion) {
    var parts = apiVersion.text().split("/", -1);
    if (apiVersion.isEmpty()) {
      apiVersion.required();
    } else if (parts.length > 2) {
      apiVersion.invalid("unexpected GroupVersion string: " + apiVersion.text());
    } else {
      group(apiVersion, parts.length == 2 ? parts[0] : "");
      version(apiVersion, parts[parts.length - 1]);
    }
  }

  private static void group(Subject apiVersion, String group) {
    if (!group.isEmpty()) {
      part(apiVersion, group, Format.DNS_SUBDOMAIN.check(group));
    }
  }

  private static void version(Subject apiVersion, String version) {
    if (version.isEmpty()) {
      apiVersion.invalid("version must be specified");
    } else {
      part(apiVersion, version, Format.DNS_1035_LABEL.check(version));
    }
  }

  private static void part(Subject apiVersion, String part, List<String> faults) {
    if (!faults.isEmpty()) {
      apiVersion.invalid(Subject.quote(part), String.join(",", faults));
    }
  }

  private static void name(Subject kind) {
    if (kind.isEmpty()) {
      kind.required();
      return;
    }
    var faults = Format.DNS_1035_LABEL.check(kind.text().toLowerCase(Locale.ROOT));
    if (!faults.isEmpty()) {
      kind.invalid("may have mixed case, but should otherwise match: " + String.join(",", faults));
    }
  }
}
