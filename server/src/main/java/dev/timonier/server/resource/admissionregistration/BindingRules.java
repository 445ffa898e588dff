package dev.timonier.server.resource.admissionregistration;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.LabelSelectorRules;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.List;

/// What holds for what binds a policy to parameters and requests.
final class BindingRules {
  private static final List<String> NOT_FOUND_ACTIONS = List.of("Deny", "Allow");
  private static final List<String> ACTIONS = List.of("Audit", "Deny", "Warn");
  private static final String EITHER = "name and selector are mutually exclusive";

  private BindingRules() {}

  static void validating(Subject spec) {
    any(spec);
    actions(spec.at("validationActions"));
  }

  static void mutating(Subject spec) {
    any(spec);
    MutatingPolicyRules.operations(spec.at("matchResources").at("resourceRules"));
  }

  private static void any(Subject spec) {
    var policy = spec.at("policyName");
    policy.mustKeep(it -> it.format(Format.DNS_SUBDOMAIN));
    if (spec.has("paramRef")) {
      parameters(spec.at("paramRef"));
    }
    MatchResourceRules.validate(spec.at("matchResources"));
  }

  private static void parameters(Subject reference) {
    var name = reference.at("name");
    var selector = reference.at("selector");
    if (!name.isEmpty()) {
      name.format(Format::checkPathSegment);
    }
    if (!name.isEmpty() && selector.isPresent()) {
      name.forbidden(EITHER);
    }
    LabelSelectorRules.validate(selector);
    if (!name.isEmpty() && selector.isPresent()) {
      selector.forbidden(EITHER);
    }
    if (name.isEmpty() && !selector.isPresent()) {
      reference.required("one of name or selector must be specified");
    }
    notFound(reference.at("parameterNotFoundAction"));
  }

  private static void notFound(Subject action) {
    action.mustKeep(it -> it.oneOf(NOT_FOUND_ACTIONS));
  }

  private static void actions(Subject actions) {
    var seen = new HashSet<String>();
    for (var action : actions.elements()) {
      action.oneOf(ACTIONS);
      if (!seen.add(action.text())) {
        action.duplicate();
      }
    }
    if (seen.containsAll(List.of("Deny", "Warn"))) {
      actions.invalid(
          "must not contain both Deny and Warn (repeating the same validation failure information in"
              + " the API response and headers serves no purpose)");
    }
    if (seen.isEmpty()) {
      actions.required("at least one validation action is required");
    }
  }
}
