package dev.timonier.server.resource.core.podspec;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Warns of rules of placement that name nodes by labels of old, or that select no pods.
final class PlacementWarnings {
  private static final Map<String, String> OLD_LABELS =
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

  private final List<String> warnings = new ArrayList<>();

  private PlacementWarnings() {}

  /// @param spec of a pod
  static List<String> ofNodes(Subject spec) {
    var found = new PlacementWarnings();
    var selector = spec.at("nodeSelector");
    selector.keys().stream()
        .filter(OLD_LABELS::containsKey)
        .forEach(key -> found.warn(selector.atKey(key), OLD_LABELS.get(key)));
    var affinity = spec.at("affinity").at("nodeAffinity");
    for (var term : affinity.at(AffinityValidation.REQUIRED).at("nodeSelectorTerms").elements()) {
      term.at("matchExpressions").elements().forEach(found::key);
    }
    for (var term : affinity.at(AffinityValidation.PREFERRED).elements()) {
      term.at("preference").at("matchExpressions").elements().forEach(found::preference);
    }
    spec.at("topologySpreadConstraints").elements().forEach(found::spread);
    return found.warnings;
  }

  /// @param affinity of a pod
  static List<String> ofPods(Subject affinity) {
    var found = new PlacementWarnings();
    for (var kind : List.of("podAffinity", "podAntiAffinity")) {
      var terms = affinity.at(kind);
      terms.at(AffinityValidation.REQUIRED).elements().forEach(found::selector);
      terms
          .at(AffinityValidation.PREFERRED)
          .elements()
          .forEach(preferred -> found.selector(preferred.at("podAffinityTerm")));
    }
    return found.warnings;
  }

  private void warn(Subject place, String warning) {
    warnings.add(place.path() + ": " + warning);
  }

  private void key(Subject expression) {
    oldLabel(expression.at("key"));
  }

  /// What is required is validated, but what is preferred is not.
  private void preference(Subject expression) {
    key(expression);
    for (var value : expression.at("values").elements()) {
      for (var fault : Format.LABEL_VALUE.check(value.text())) {
        warn(value, value.text() + " is invalid, " + fault);
      }
    }
  }

  private void oldLabel(Subject key) {
    if (OLD_LABELS.containsKey(key.text())) {
      warn(key, key.text() + " is " + OLD_LABELS.get(key.text()));
    }
  }

  private void spread(Subject constraint) {
    oldLabel(constraint.at("topologyKey"));
    selector(constraint);
  }

  private void selector(Subject term) {
    if (!term.has("labelSelector")) {
      warn(term.at("labelSelector"), "a null labelSelector results in matching no pod");
    }
  }
}
