package dev.timonier.server.validation;

import dev.timonier.machinery.meta.Format;

/// What holds for selectors of labels
/// (<https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/label-selector/>).
public final class LabelSelectorRules {
  private LabelSelectorRules() {}

  /// Examines a selector, if there is one.
  public static void validate(Subject selector) {
    ObjectMetaRules.labels(selector.at("matchLabels"));
    selector.at("matchExpressions").elements().forEach(LabelSelectorRules::requirement);
  }

  private static void requirement(Subject requirement) {
    operator(requirement.at("operator"), requirement.at("values"));
    requirement.at("key").faulty(Format.checkQualifiedName(requirement.at("key").text()));
    for (var value : requirement.at("values").elements()) {
      value.format(Format.LABEL_VALUE);
    }
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
      default -> operator.invalid("not a valid selector operator");
    }
  }
}
