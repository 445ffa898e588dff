package dev.timonier.server.resource.core.podspec;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.Subject;

/// What holds for selectors of nodes.
public final class NodeSelectorRules {
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
      values(requirement);
    }
    term.at("matchFields").elements().forEach(NodeSelectorRules::field);
  }

  private static void values(Subject requirement) {
    var operator = requirement.at("operator").text();
    if (operator.equals("In") || operator.equals("NotIn")) {
      requirement.at("values").elements().forEach(value -> value.format(Format.LABEL_VALUE));
    }
  }

  /// What nodes had better have.
  static void term(Subject term) {
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
      default -> unknownOperator(requirement);
    }
    var key = requirement.at("key");
    key.faulty(Subject.quote(key.text()), Format.checkQualifiedName(key.text()));
  }

  private static void unknownOperator(Subject requirement) {
    var operator = requirement.at("operator");
    operator.invalid(Subject.quote(operator.text()), "not a valid selector operator");
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
      default -> unknownOperator(requirement);
    }
    var key = requirement.at("key");
    if (key.text().equals("metadata.name")) {
      values.elements().forEach(value -> value.format(Format.DNS_SUBDOMAIN));
    } else {
      key.invalid(Subject.quote(key.text()), "not a valid field selector key");
    }
  }
}
