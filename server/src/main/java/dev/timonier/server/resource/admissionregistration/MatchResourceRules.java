package dev.timonier.server.resource.admissionregistration;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.LabelSelectorRules;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;

/// What holds where a policy or its binding says which requests it is for.
final class MatchResourceRules {
  private MatchResourceRules() {}

  /// The constraints of a policy, which must name resources.
  static void constraints(Subject constraints) {
    if (!constraints.isPresent()) {
      constraints.required();
      return;
    }
    validate(constraints);
    constraints.at("resourceRules").mustBePresent("");
  }

  static void validate(Subject match) {
    WebhookRules.known(match.at("matchPolicy"), WebhookRules.MATCH_POLICIES);
    LabelSelectorRules.validate(match.at("namespaceSelector"));
    LabelSelectorRules.validate(match.at("objectSelector"));
    match.at("resourceRules").elements().forEach(MatchResourceRules::rule);
    match.at("excludeResourceRules").elements().forEach(MatchResourceRules::rule);
  }

  private static void rule(Subject rule) {
    var names = new HashSet<String>();
    for (var name : rule.at("resourceNames").elements()) {
      name.format(Format::checkPathSegment);
      if (!names.add(name.text())) {
        name.duplicate();
      }
    }
    OperationRules.validate(rule);
  }
}
