package dev.timonier.server.resource.core.podspec;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.Subject;
import java.util.ArrayList;
import java.util.List;

/// Warns of rules of placement that name nodes by labels of old, or that select no pods.
final class PlacementWarnings {
  private final List<String> warnings = new ArrayList<>();

  private PlacementWarnings() {}

  /// @param spec of a pod
  static List<String> ofNodes(Subject spec) {
    var found = new PlacementWarnings();
    var selector = spec.at("nodeSelector");
    for (var label : selector.keys()) {
      OldNodeLabels.advice(label).ifPresent(advice -> found.warn(selector.atKey(label), advice));
    }
    var affinity = spec.at("affinity").at("nodeAffinity");
    for (var term : affinity.at(AffinityValidation.REQUIRED).at("nodeSelectorTerms").elements()) {
      found.warnings.addAll(OldNodeLabels.ofTerm(term));
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

  /// What is required is validated, but what is preferred is not.
  private void preference(Subject expression) {
    oldLabel(expression.at("key"));
    for (var value : expression.at("values").elements()) {
      for (var fault : Format.LABEL_VALUE.check(value.text())) {
        warn(value, value.text() + " is invalid, " + fault);
      }
    }
  }

  private void oldLabel(Subject key) {
    OldNodeLabels.ofKey(key).ifPresent(warnings::add);
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
