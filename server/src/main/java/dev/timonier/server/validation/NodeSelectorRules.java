package dev.timonier.server.validation;

import dev.timonier.machinery.meta.Format;

/// What holds for selectors of nodes
/// (<https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity>).
public final class NodeSelectorRules {
  private NodeSelectorRules() {}

  public static void validate(Subject selector) {
    var terms = selector.at("nodeSelectorTerms");
    if (terms.isEmpty()) {
      terms.required("must have at least one node selector term");
    }
    for (var term : terms.elements()) {
      term.at("matchExpressions").elements().forEach(NodeSelectorRules::requirement);
    }
  }

  private static void requirement(Subject requirement) {
    operator(requirement.at("operator"), requirement.at("values"));
    requirement.at("key").faulty(Format.checkQualifiedName(requirement.at("key").text()));
  }

  private static void operator(Subject operator, Subject values) {
    switch (operator.text()) {
      case "In", "NotIn" ->
          values.mustBePresent("must be specified when `operator` is 'In' or 'NotIn'");
      case "Exists", "DoesNotExist" -> {
        if (!values.isEmpty()) {
          values.forbidden("may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
        }
      }
      case "Gt", "Lt" -> {
        if (values.value().size() != 1) {
          values.required("must be specified single value when `operator` is 'Lt' or 'Gt'");
        }
      }
      default -> operator.invalid("not a valid selector operator");
    }
  }
}
