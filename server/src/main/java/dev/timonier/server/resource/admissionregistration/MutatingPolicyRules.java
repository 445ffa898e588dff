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
    var scope = PolicyScope.ofPolicy(spec);
    PolicySpecRules.validate(spec);
    operations(spec.at("matchConstraints").at("resourceRules"));
    MatchConditionRules.validate(spec.at("matchConditions"), scope.withoutVariables());
    spec.at("variables").elements().forEach(each -> PolicySpecRules.variable(each, scope));
    spec.at("mutations").mustBePresent("mutations must contain at least one item");
    var patches = PatchExpressionRules.of(spec.at("mutations"), scope);
    spec.at("mutations").elements().forEach(mutation -> mutation(mutation, patches));
    reinvocation(spec.at("reinvocationPolicy"));
  }

  /// What is deleted cannot be changed.
  static void operations(Subject rules) {
    for (var rule : rules.elements()) {
      for (var operation : rule.at("operations").elements()) {
        if (!OPERATIONS.contains(operation.text())) {
          rules.at("operations").with(operation.value()).notSupported(OPERATIONS);
        }
      }
    }
  }

  private static void mutation(Subject mutation, PatchExpressionRules patches) {
    var type = mutation.at("patchType");
    switch (type.text()) {
      case "" -> type.required();
      case JSON_PATCH -> patch(mutation, JSON_PATCH, "jsonPatch", patches);
      case CONFIGURATION -> patch(mutation, CONFIGURATION, "applyConfiguration", patches);
      default -> type.notSupported(PATCH_TYPES);
    }
  }

  private static void patch(
      Subject mutation, String type, String field, PatchExpressionRules patches) {
    if (mutation.has(field)) {
      patches.validate(mutation.at(field).at("expression"), type);
    } else {
      mutation.at(field).required("must be specified when patchType is " + type);
    }
    for (var other : List.of("jsonPatch", "applyConfiguration")) {
      if (!other.equals(field) && mutation.has(other)) {
        var shown = Subject.quote("{" + other + "}");
        mutation.at(other).invalid(shown, "must not be specified when patchType is " + type);
      }
    }
  }

  private static void reinvocation(Subject policy) {
    policy.mustKeep(it -> it.oneOf(WebhookRules.REINVOCATION_POLICIES));
  }
}
