package dev.timonier.server.resource.core.podspec;

import dev.timonier.server.resource.core.volume.ClaimRules;
import dev.timonier.server.validation.Subject;
import dev.timonier.server.validation.TemplateMetaRules;

/// Finds what is wrong with the template of the claim that is made for an ephemeral volume
/// (<https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#generic-ephemeral-volumes>).
final class ClaimTemplateValidation {
  private ClaimTemplateValidation() {}

  static void validate(Subject template) {
    TemplateMetaRules.validate(template.at("metadata"));
    ClaimRules.validate(template.at("spec"));
  }
}
