package dev.timonier.server.resource.batch.job;

import dev.timonier.machinery.meta.Format;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What holds for the rules that tell what becomes of failed pods
/// (<https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy>).
final class FailurePolicyRules {
  private static final List<String> ACTIONS = List.of("Count", "FailIndex", "FailJob", "Ignore");
  private static final List<String> OPERATORS = List.of("In", "NotIn");
  private static final List<String> STATUSES = List.of("False", "True", "Unknown");
  private static final int MOST_RULES = 20;
  private static final int MOST_CONDITIONS = 20;
  private static final int MOST_CODES = 255;

  private final Subject spec;
  private final Set<String> containers = new HashSet<>();

  private FailurePolicyRules(Subject spec) {
    this.spec = spec;
    for (var list : List.of("containers", "initContainers")) {
      spec.value()
          .path("template")
          .path("spec")
          .path(list)
          .forEach(container -> containers.add(Trees.text(container, "name")));
    }
  }

  static void validate(Subject spec) {
    if (!spec.has("podFailurePolicy")) {
      return;
    }
    var rules = spec.at("podFailurePolicy").at("rules");
    if (rules.value().size() > MOST_RULES) {
      rules.tooMany(MOST_RULES);
    }
    rules.elements().forEach(new FailurePolicyRules(spec)::rule);
  }

  private void rule(Subject rule) {
    action(rule.at("action"));
    var codes = rule.at("onExitCodes");
    var conditions = rule.at("onPodConditions");
    if (codes.isPresent()) {
      codes(codes);
    }
    conditions(conditions);
    if (codes.isPresent() && !conditions.isEmpty()) {
      withoutValue(rule, "specifying both OnExitCodes and OnPodConditions is not supported");
    }
    if (!codes.isPresent() && conditions.isEmpty()) {
      withoutValue(rule, "specifying one of OnExitCodes and OnPodConditions is required");
    }
  }

  /// Tells a fault of a whole rule without showing it.
  private static void withoutValue(Subject rule, String detail) {
    rule.add(FieldError.invalidUnshown(rule.path(), detail));
  }

  private void action(Subject action) {
    if (action.text().equals("FailIndex")) {
      if (!spec.has("backoffLimitPerIndex")) {
        action.invalid("requires the backoffLimitPerIndex to be set");
      }
      return;
    }
    choice(action, ACTIONS);
  }

  private static void choice(Subject choice, List<String> choices) {
    if (choice.isEmpty()) {
      choice.required("valid values: " + list(choices));
    } else {
      choice.oneOf(choices);
    }
  }

  private static String list(List<String> choices) {
    return "[\"" + String.join("\" \"", choices) + "\"]";
  }

  private void codes(Subject codes) {
    choice(codes.at("operator"), OPERATORS);
    var container = codes.at("containerName");
    if (container.isPresent() && !containers.contains(container.text())) {
      container.invalid("must be one of the container or initContainer names in the pod template");
    }
    var values = codes.at("values");
    if (values.isEmpty()) {
      values.invalid("at least one value is required");
    } else if (values.value().size() > MOST_CODES) {
      values.tooMany(MOST_CODES);
    }
    values(values, codes.at("operator").text());
  }

  private static void values(Subject values, String operator) {
    var seen = new HashSet<Long>();
    var ordered = true;
    var last = Long.MIN_VALUE;
    for (var value : values.elements()) {
      if (operator.equals("In") && value.number() == 0) {
        value.invalid("must not be 0 for the In operator");
      }
      if (!seen.add(value.number())) {
        value.duplicate();
      }
      ordered &= last <= value.number();
      last = value.number();
    }
    if (!ordered) {
      values.invalid("must be ordered");
    }
  }

  private static void conditions(Subject conditions) {
    if (conditions.value().size() > MOST_CONDITIONS) {
      conditions.tooMany(MOST_CONDITIONS);
    }
    for (var condition : conditions.elements()) {
      var type = condition.at("type");
      type.format(Format::checkQualifiedName);
      choice(condition.at("status"), STATUSES);
    }
  }
}
