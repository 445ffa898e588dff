package dev.timonier.server.resource.admissionregistration;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;

/// What holds for the conditions that a request must meet to be shown to a webhook or a policy.
final class MatchConditionRules {
  private static final int MOST = 64;

  private MatchConditionRules() {}

  static void validate(Subject conditions, PolicyScope scope) {
    if (conditions.value().size() > MOST) {
      conditions.tooMany(MOST);
    }
    var names = new HashSet<String>();
    for (var condition : conditions.elements()) {
      expression(condition.at("expression"), scope);
      name(condition.at("name"));
      var name = condition.at("name");
      if (!name.isEmpty() && !names.add(name.text())) {
        name.duplicate();
      }
    }
  }

  private static void expression(Subject place, PolicyScope scope) {
    var expression = place.text().strip();
    if (expression.isEmpty()) {
      place.required();
    } else {
      var compiled = scope.compile(expression);
      ExpressionRules.validate(place, expression, compiled, ExpressionRules.DECISION);
    }
  }

  private static void name(Subject name) {
    name.mustKeep(it -> it.format(Format::checkQualifiedName));
  }
}
