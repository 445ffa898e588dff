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

  /// Examines a variable, which the following expressions may name.
  static void variable(Subject variable, PolicyScope scope) {
    name(variable.at("name"));
    if (isSpecified(variable.at("expression"), "expression")) {
      expression(variable, scope);
    }
  }

  private static void name(Subject name) {
    if (name.text().isBlank()) {
      name.required("name is not specified");
    } else if (!isIdentifier(name.text())) {
      name.invalid("must be a valid CEL identifier");
    }
  }

  /// Whether there is an expression; faulty when there is none.
  ///
  /// @param field for the message
  static boolean isSpecified(Subject expression, String field) {
    if (expression.text().isBlank()) {
      expression.required(field + " is not specified");
      return false;
    }
    return true;
  }

  private static void expression(Subject variable, PolicyScope scope) {
    var expression = variable.at("expression");
    var compiled = scope.compile(expression.text());
    ExpressionRules.validate(expression, expression.text(), compiled, List.of());
    var name = variable.at("name").text();
    if (isIdentifier(name)) {
      scope.declare(name, compiled);
    }
  }

  private static boolean isIdentifier(String name) {
    return IDENTIFIER.matcher(name).matches() && !ReservedWords.contain(name);
  }
}
