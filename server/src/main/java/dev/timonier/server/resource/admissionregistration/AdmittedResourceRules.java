package dev.timonier.server.resource.admissionregistration;

import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What holds for the resources of a rule, which are told as `pods`, `pods/status`, `pods/*`,
/// `*/status`, `*` (all without their subresources) or `*/*`.
final class AdmittedResourceRules {
  private static final String ANY = "*";

  private final Set<String> whole = new HashSet<>();
  private final Set<String> everywhere = new HashSet<>();

  private AdmittedResourceRules() {}

  static void validate(Subject resources) {
    resources.mustBePresent("");
    var rules = new AdmittedResourceRules();
    resources.elements().forEach(rules::resource);
    together(resources);
  }

  private void resource(Subject place) {
    var resource = place.text();
    var slash = resource.indexOf('/');
    if (resource.isEmpty()) {
      place.required();
    } else if (slash >= 0) {
      subresource(place, resource.substring(0, slash), resource.substring(slash + 1));
    }
  }

  private void subresource(Subject place, String resource, String subresource) {
    if (whole.contains(resource)) {
      place.invalid(present(resource + "/*") + place.text());
    }
    if (everywhere.contains(subresource)) {
      place.invalid(present("*/" + subresource) + place.text());
    }
    if (subresource.equals(ANY)) {
      whole.add(resource);
    }
    if (resource.equals(ANY)) {
      everywhere.add(subresource);
    }
  }

  private static String present(String resource) {
    return "if '" + resource + "' is present, must not specify ";
  }

  private static void together(Subject resources) {
    var names = resources.elements().stream().map(Subject::text).toList();
    if (names.size() > 1 && names.contains("*/*")) {
      resources.invalid(present("*/*") + "other resources");
    }
    if (names.contains(ANY) && endsWithPlain(names)) {
      resources.invalid(present(ANY) + "other resources without subresources");
    }
  }

  /// Kubernetes looks at the last of those that are told without a subresource.
  private static boolean endsWithPlain(List<String> names) {
    var plain = names.stream().filter(name -> !name.isEmpty() && !name.contains("/")).toList();
    return !plain.isEmpty() && !plain.getLast().equals(ANY);
  }
}
