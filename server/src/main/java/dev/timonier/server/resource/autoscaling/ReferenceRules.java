package dev.timonier.server.resource.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.Subject;

/// What holds for references to objects of any version: what is scaled, or what a metric is of.
final class ReferenceRules {
  private ReferenceRules() {}

  static void validate(Subject reference) {
    validateTarget(reference);
    if (!hasVersion(reference.value())) {
      var version = reference.at("apiVersion");
      version.invalid("unexpected GroupVersion string: " + version.text());
    }
  }

  /// The kind and the name.
  static void validateTarget(Subject reference) {
    segment(reference.at("kind"));
    segment(reference.at("name"));
  }

  private static void segment(Subject field) {
    if (field.isEmpty()) {
      field.required();
    } else {
      field.faulty(Format.checkPathSegment(field.text()));
    }
  }

  /// Whether a reference's API version is one, or missing.
  static boolean hasVersion(JsonNode reference) {
    return Trees.text(reference, "apiVersion").chars().filter(c -> c == '/').count() <= 1;
  }
}
