package dev.timonier.server.validation;

import dev.timonier.machinery.meta.Format;

/// What holds for selectors of nodes
/// (<https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity>).
public final class NodeSelectorRules {
  private static final String OPERATOR = "not a valid selector operator";

  private NodeSelectorRules() {}

  /// Examines a selector, which must have terms.
  public static void validate(Subject selector) {
    var terms = selector.at("nodeSelectorTerms");
    if (terms.isEmpty()) {
      terms.required("must have at least one node selector term");
    }
    terms.elements().forEach(NodeSelectorRules::strictTerm);
  }

  /// What nodes must have; values that no label can have are faults.
  private static void strictTerm(Subject term) {
    for (var requirement : term.at("matchExpressions").elements()) {
      label(requirement);
      requirement.at("values").elements().forEach(value -> value.format(Format.LABEL_VALUE));
    }
    term.at("matchFields").elements().forEach(NodeSelectorRules::field);
  }

  /// What nodes had better have.
  public static void term(Subject term) {
    term.at("matchExpressions").elements().forEach(NodeSelectorRules::label);
    term.at("matchFields").elements().forEach(NodeSelectorRules::field);
  }

  private static void label(Subject requirement) {
    var values = requirement.at("values");
    switch (requirement.at("operator").text()) {
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
      default -> invalid(requirement.at("operator"), OPERATOR);
    }
    var key = requirement.at("key");
    key.faulty(Subject.quote(key.text()), Format.checkQualifiedName(key.text()));
  }

  private static void field(Subject requirement) {
    var values = requirement.at("values");
    switch (requirement.at("operator").text()) {
      case "In", "NotIn" -> {
        if (values.value().size() != 1) {
          values.required(
              "must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
        }
      }
      default -> invalid(requirement.at("operator"), OPERATOR);
    }
    var key = requirement.at("key");
    if (key.text().equals("metadata.name")) {
      values.elements().forEach(value -> value.format(Format.DNS_SUBDOMAIN));
    } else {
      invalid(key, "not a valid field selector key");
    }
  }

  /// A text that is missing is shown as an empty one.
  private static void invalid(Subject text, String detail) {
    text.invalid(Subject.quote(text.text()), detail);
  }
}
