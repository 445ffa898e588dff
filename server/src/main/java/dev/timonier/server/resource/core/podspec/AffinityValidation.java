package dev.timonier.server.resource.core.podspec;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.LabelSelectorRules;
import dev.timonier.server.validation.NodeSelectorRules;
import dev.timonier.server.validation.Subject;

/// What holds for affinities
/// (<https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/>).
final class AffinityValidation {
  static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
  static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";
  private static final int MOST_WEIGHT = 100;

  private AffinityValidation() {}

  static void validate(Subject affinity) {
    nodes(affinity.at("nodeAffinity"));
    pods(affinity.at("podAffinity"));
    pods(affinity.at("podAntiAffinity"));
  }

  private static void nodes(Subject affinity) {
    if (affinity.has(REQUIRED)) {
      NodeSelectorRules.validate(affinity.at(REQUIRED));
    }
    for (var preferred : affinity.at(PREFERRED).elements()) {
      weight(preferred.at("weight"));
      NodeSelectorRules.term(preferred.at("preference"));
    }
  }

  private static void weight(Subject weight) {
    if (weight.number() <= 0 || weight.number() > MOST_WEIGHT) {
      weight.invalid(Long.toString(weight.number()), "must be in the range 1-100");
    }
  }

  private static void pods(Subject affinity) {
    affinity.at(REQUIRED).elements().forEach(AffinityValidation::term);
    for (var preferred : affinity.at(PREFERRED).elements()) {
      weight(preferred.at("weight"));
      term(preferred.at("podAffinityTerm"));
    }
  }

  private static void term(Subject term) {
    LabelSelectorRules.validate(term.at("labelSelector"));
    LabelSelectorRules.validate(term.at("namespaceSelector"));
    for (var namespace : term.at("namespaces").elements()) {
      term.at("namespace").with(namespace.value()).format(Format.DNS_LABEL);
    }
    LabelKeyRules.validate(term);
    var key = term.at("topologyKey");
    if (key.isEmpty()) {
      key.required("can not be empty");
    }
    key.format(Format::checkQualifiedName);
  }
}
