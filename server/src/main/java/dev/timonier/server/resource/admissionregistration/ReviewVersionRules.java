package dev.timonier.server.resource.admissionregistration;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.List;

/// What holds for the versions of AdmissionReview that a webhook takes.
final class ReviewVersionRules {
  private static final List<String> ACCEPTED = List.of("v1", "v1beta1");
  private static final String NAMES = String.join(", ", ACCEPTED);

  private ReviewVersionRules() {}

  static void validate(Subject versions) {
    if (versions.isEmpty()) {
      versions.required("must specify one of " + NAMES);
      return;
    }
    var seen = new HashSet<String>();
    for (var version : versions.elements()) {
      if (seen.add(version.text())) {
        version.format(Format.DNS_1035_LABEL);
      } else {
        version.invalid("duplicate version");
      }
    }
    if (ACCEPTED.stream().noneMatch(seen::contains)) {
      versions.invalid("must include at least one of " + NAMES);
    }
  }
}
