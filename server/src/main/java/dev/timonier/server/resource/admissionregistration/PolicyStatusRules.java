package dev.timonier.server.resource.admissionregistration;

import dev.timonier.server.validation.Subject;

/// What holds for what a policy's expressions were found to be.
final class PolicyStatusRules {
  private PolicyStatusRules() {}

  static void validate(Subject status) {
    for (var warning : status.at("typeChecking").at("expressionWarnings").elements()) {
      warning.at("warning").mustBePresent("");
      if (warning.at("fieldRef").text().isBlank()) {
        warning.at("fieldRef").required();
      }
    }
  }
}
