package dev.timonier.server.resource.core.podspec;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// What holds for tolerations
/// (<https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/>).
public final class TolerationValidation {
  private static final List<String> EFFECTS =
      List.of("NoSchedule", "PreferNoSchedule", "NoExecute");

  private TolerationValidation() {}

  public static void validate(Subject tolerations) {
    tolerations.elements().forEach(TolerationValidation::toleration);
  }

  private static void toleration(Subject toleration) {
    var key = toleration.at("key");
    var operator = toleration.at("operator");
    if (!key.isEmpty()) {
      key.format(Format::checkQualifiedName);
    } else if (!operator.text().equals("Exists")) {
      operator.invalid(
          Subject.quote(operator.text()),
          "operator must be Exists when `key` is empty, which means \"match all values and all"
              + " keys\"");
    }
    var effect = toleration.at("effect");
    if (toleration.has("tolerationSeconds") && !effect.text().equals("NoExecute")) {
      effect.invalid(
          Subject.quote(effect.text()),
          "effect must be 'NoExecute' when `tolerationSeconds` is set");
    }
    operator(toleration);
    if (!effect.isEmpty()) {
      effect.oneOf(EFFECTS);
    }
  }

  private static void operator(Subject toleration) {
    var operator = toleration.at("operator");
    var value = toleration.at("value").text();
    switch (operator.text()) {
      case "", "Equal" -> {
        var faults = Format.LABEL_VALUE.check(value);
        if (!faults.isEmpty()) {
          operator.invalid(Subject.quote(value), String.join(";", faults));
        }
      }
      case "Exists" -> {
        if (!value.isEmpty()) {
          operator.invalid(Subject.quote(value), "value must be empty when `operator` is 'Exists'");
        }
      }
      // A gate that is closed by default, TaintTolerationComparisonOperators, keeps them out.
      case "Lt", "Gt" -> operator.notSupported(List.of("Equal", "Exists", "Lt", "Gt"));
      default -> operator.notSupported(List.of("Equal", "Exists"));
    }
  }
}
