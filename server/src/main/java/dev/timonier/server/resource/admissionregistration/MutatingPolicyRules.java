package dev.timonier.server.resource.admissionregistration;

import dev.timonier.server.validation.Subject;
import java.util.List;

/// What holds for policies that change what requests carry.
final class MutatingPolicyRules {
  private static final List<String> OPERATIONS = List.of("*", "CONNECT", "CREATE", "UPDATE");
  private static final String CONFIGURATION = "ApplyConfiguration";
  private static final String JSON_PATCH = "JSONPatch";
  private static final List<String> PATCH_TYPES = List.of(CONFIGURATION, JSON_PATCH);

  private MutatingPolicyRules() {}

  static void validate(Subject policy) {
    var spec = policy.at("spec");
    PolicySpecRules.validate(spec);
    operations(spec.at("matchConstraints").at("resourceRules"));
    MatchConditionRules.validate(spec.at("matchConditions"));
    spec.at("variables").elements().forEach(MutatingPolicyRules::variable);
    spec.at("mutations").mustBePresent("mutations must contain at least one item");
    spec.at("mutations").elements().forEach(MutatingPolicyRules::mutation);
    reinvocation(spec.at("reinvocationPolicy"));
  }

  /// What is deleted cannot be changed.
  private static void operations(Subject rules) {
    for (var rule : rules.elements()) {
      for (var operation : rule.at("operations").elements()) {
        if (!OPERATIONS.contains(operation.text())) {
          rules.at("operations").with(operation.value()).notSupported(OPERATIONS);
        }
      }
    }
  }

  private static void variable(Subject variable) {
    var name = variable.at("name");
    if (name.text().isBlank()) {
      name.required();
    } else if (!PolicySpecRules.isIdentifier(name.text())) {
      name.invalid("must be a valid CEL identifier");
    }
    written(variable.at("expression"));
  }

  private static void written(Subject expression) {
    if (expression.text().isBlank()) {
      expression.required();
    }
  }

  private static void mutation(Subject mutation) {
    var type = mutation.at("patchType");
    switch (type.text()) {
      case "" -> type.required();
      case JSON_PATCH -> patch(mutation, JSON_PATCH, "jsonPatch", "applyConfiguration");
      case CONFIGURATION -> patch(mutation, CONFIGURATION, "applyConfiguration", "jsonPatch");
      default -> type.notSupported(PATCH_TYPES);
    }
  }

  private static void patch(Subject mutation, String type, String field, String other) {
    if (mutation.has(field)) {
      written(mutation.at(field).at("expression"));
    } else {
      mutation.at(field).required("must be specified when patchType is " + type);
    }
    if (mutation.has(other)) {
      var shown = Subject.quote("{" + other + "}");
      mutation.at(other).invalid(shown, "must not be specified when patchType is " + type);
    }
  }

  private static void reinvocation(Subject policy) {
    if (policy.isEmpty()) {
      policy.required();
    } else {
      policy.oneOf(WebhookRules.REINVOCATION_POLICIES);
    }
  }
}
