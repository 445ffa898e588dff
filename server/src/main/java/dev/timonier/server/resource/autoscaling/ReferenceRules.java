package dev.timonier.server.resource.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.meta.Format;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.Subject;

/// What holds for references to objects of any version: what is scaled, or what a metric is of.
final class ReferenceRules {
  /// What the API version of a reference has to be.
  enum Version {
    /// Nothing is said of it.
    ANY,
    /// One of any group, or none.
    WELL_FORMED,
    /// One of a named group, which the first API has not.
    GROUPED
  }

  private ReferenceRules() {}

  static void validate(Subject reference, Version wanted) {
    segment(reference.at("kind"));
    segment(reference.at("name"));
    var version = reference.at("apiVersion");
    if (wanted == Version.ANY) {
      return;
    }
    if (!hasVersion(reference.value())) {
      version.invalid("unexpected GroupVersion string: " + version.text());
    } else if (wanted == Version.GROUPED && version.text().indexOf('/') <= 0) {
      version.invalid(Subject.quote(version.text()), "apiVersion must specify API group");
    }
  }

  private static void segment(Subject field) {
    field.mustKeep(it -> it.format(Format::checkPathSegment));
  }

  /// Whether a reference's API version is one, or missing.
  static boolean hasVersion(JsonNode reference) {
    return GroupVersion.isWellFormed(Trees.text(reference, "apiVersion"));
  }
}
