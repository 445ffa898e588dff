package dev.timonier.server.resource.admissionregistration;

import dev.timonier.machinery.cel.ReservedWords;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.regex.Pattern;

/// What holds for all admission policies.
final class PolicySpecRules {
  private static final Pattern IDENTIFIER = Pattern.compile("[_a-zA-Z][_a-zA-Z0-9]*");

  private PolicySpecRules() {}

  /// Examines how it fails, what its parameters are, and which requests it is for.
  static void validate(Subject spec) {
    WebhookRules.known(spec.at("failurePolicy"), WebhookRules.FAILURE_POLICIES);
    ParamKindRules.validate(spec.at("paramKind"));
    MatchResourceRules.constraints(spec.at("matchConstraints"));
  }

  /// Examines the expression of a variable, which the following expressions may name.
  static void variable(Subject variable, PolicyScope scope) {
    var expression = variable.at("expression");
    var compiled = scope.compile(expression.text());
    ExpressionRules.validate(expression, expression.text(), compiled, List.of());
    var name = variable.at("name").text();
    if (isIdentifier(name)) {
      scope.declare(name, compiled);
    }
  }

  static boolean isIdentifier(String name) {
    return IDENTIFIER.matcher(name).matches() && !ReservedWords.contain(name);
  }
}
