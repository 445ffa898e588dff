package dev.timonier.server.resource.core.podspec;

import dev.timonier.server.validation.Subject;
import java.util.List;

/// What holds for the restart policy of a single container
/// (<https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-restart-rules>).
final class RestartRules {
  private static final List<String> POLICIES = List.of("Always", "Never", "OnFailure");
  private static final List<String> ACTIONS = List.of("Restart", "RestartAllContainers");
  private static final List<String> OPERATORS = List.of("In", "NotIn");
  private static final int MOST_RULES = 20;
  private static final int MOST_CODES = 255;

  private RestartRules() {}

  /// Examines a regular container.
  static void validate(Subject container) {
    var policy = container.at("restartPolicy");
    if (policy.isPresent()) {
      policy.oneOf(POLICIES);
    } else {
      noRules(container);
    }
    rules(container.at("restartPolicyRules"));
  }

  /// Examines an init container: without a policy, the rules themselves are not looked at.
  static void ofInitContainer(Subject container) {
    if (container.has("restartPolicy")) {
      validate(container);
    } else {
      noRules(container);
    }
  }

  private static void noRules(Subject container) {
    if (!container.at("restartPolicyRules").isEmpty()) {
      container
          .at("restartPolicy")
          .required("must specify restartPolicy when restart rules are used");
    }
  }

  private static void rules(Subject rules) {
    if (rules.value().size() > MOST_RULES) {
      rules.tooMany(MOST_RULES);
    }
    rules.elements().forEach(RestartRules::rule);
  }

  private static void rule(Subject rule) {
    rule.at("action").oneOf(ACTIONS);
    var codes = rule.at("exitCodes");
    if (!codes.isPresent()) {
      codes.required("must be specified");
      return;
    }
    codes.at("operator").oneOf(OPERATORS);
    if (codes.at("values").value().size() > MOST_CODES) {
      codes.at("values").tooMany(MOST_CODES);
    }
  }
}
