package dev.timonier.server.validation;

import dev.timonier.machinery.meta.Format;
import java.util.Set;

/// What holds for selectors of labels
/// (<https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/label-selector/>).
public final class LabelSelectorRules {
  private static final Set<String> OPERATORS = Set.of("In", "NotIn", "Exists", "DoesNotExist");

  private LabelSelectorRules() {}

  /// Examines a selector, if there is one.
  public static void validate(Subject selector) {
    ObjectMetaRules.labels(selector.at("matchLabels"));
    selector.at("matchExpressions").elements().forEach(LabelSelectorRules::requirement);
  }

  private static void requirement(Subject requirement) {
    var operator = requirement.at("operator");
    if (!OPERATORS.contains(operator.text())) {
      operator.invalid("not a valid selector operator");
    }
    requirementOfAnyOperator(requirement);
  }

  /// A requirement, whose operator may be one that is not known yet.
  public static void requirementOfAnyOperator(Subject requirement) {
    values(requirement.at("operator"), requirement.at("values"));
    requirement.at("key").format(Format::checkQualifiedName);
    for (var value : requirement.at("values").elements()) {
      value.format(Format.LABEL_VALUE);
    }
  }

  /// Whether there are values where an operator needs them, and none where not.
  public static void values(Subject operator, Subject values) {
    switch (operator.text()) {
      case "In", "NotIn" ->
          values.mustBePresent("must be specified when `operator` is 'In' or 'NotIn'");
      case "Exists", "DoesNotExist" -> {
        if (!values.isEmpty()) {
          values.forbidden("may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
        }
      }
      default -> {}
    }
  }
}
