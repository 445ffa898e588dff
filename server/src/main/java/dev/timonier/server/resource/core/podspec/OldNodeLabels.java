package dev.timonier.server.resource.core.podspec;

import dev.timonier.server.validation.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Labels of nodes that are called otherwise now
/// (<https://kubernetes.io/docs/reference/labels-annotations-taints/>), and warnings of selectors
/// that use them.
public final class OldNodeLabels {
  private static final Map<String, String> ADVICE =
      Map.of(
          "beta.kubernetes.io/arch",
          "deprecated since v1.14; use \"kubernetes.io/arch\" instead",
          "beta.kubernetes.io/os",
          "deprecated since v1.14; use \"kubernetes.io/os\" instead",
          "failure-domain.beta.kubernetes.io/region",
          "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead",
          "failure-domain.beta.kubernetes.io/zone",
          "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead",
          "beta.kubernetes.io/instance-type",
          "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead",
          "app.kubernetes.io/created-by",
          "deprecated since v1.9",
          "scheduler.alpha.kubernetes.io/preferAvoidPods",
          "deprecated since v1.22; use Taints and Tolerations instead",
          "node-role.kubernetes.io/master",
          "use \"node-role.kubernetes.io/control-plane\" instead");

  private OldNodeLabels() {}

  /// What to use in place of a label, if it is one of these.
  public static Optional<String> advice(String label) {
    return Optional.ofNullable(ADVICE.get(label));
  }

  /// Warns of a label's key.
  static Optional<String> ofKey(Subject key) {
    return advice(key.text()).map(advice -> key.path() + ": " + key.text() + " is " + advice);
  }

  /// Warns of the expressions of a term.
  public static List<String> ofTerm(Subject term) {
    return term.at("matchExpressions").elements().stream()
        .flatMap(expression -> ofKey(expression.at("key")).stream())
        .toList();
  }

  /// Warns of a selector, which may name labels without an expression.
  public static List<String> ofSelector(Subject selector) {
    var warnings = new ArrayList<>(ofTerm(selector));
    var labels = selector.at("matchLabels");
    for (var label : labels.keys()) {
      advice(label).ifPresent(advice -> warnings.add(labels.at(label).path() + ": " + advice));
    }
    return warnings;
  }
}
