package dev.timonier.server.resource.core.podspec;

import dev.timonier.server.validation.ObjectMetaRules;
import dev.timonier.server.validation.Subject;

/// Finds what is wrong with the template of the claim that is made for an ephemeral volume
/// (<https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#generic-ephemeral-volumes>).
final class ClaimTemplateValidation {
  private ClaimTemplateValidation() {}

  static void validate(Subject template) {
    metadata(template.at("metadata"));
  }

  /// Only labels and annotations make sense.
  private static void metadata(Subject metadata) {
    ObjectMetaRules.annotations(metadata.at("annotations"));
    ObjectMetaRules.labels(metadata.at("labels"));
    for (var field : metadata.keys()) {
      if (!field.equals("annotations")
          && !field.equals("labels")
          && !metadata.at(field).isEmpty()) {
        metadata.at(field).forbidden("cannot be set");
      }
    }
  }
}
