package dev.timonier.server.validation;

import dev.timonier.machinery.meta.Format;

/// What holds for numbers that may be percentages.
public final class IntOrPercentRules {
  private IntOrPercentRules() {}

  /// A number or percentage that is not negative.
  public static void nonNegative(Subject field) {
    if (field.value().isTextual()) {
      field.format(Format.PERCENTAGE);
    } else {
      field.nonNegative();
    }
  }

  /// A number that is not negative, or a percentage up to 100.
  public static void atMostAll(Subject field) {
    nonNegative(field);
    var text = field.text();
    if (field.value().isTextual()
        && Format.PERCENTAGE.accepts(text)
        && isMoreThanAll(text.substring(0, text.length() - 1))) {
      field.invalid("must not be greater than 100%");
    }
  }

  private static boolean isMoreThanAll(String digits) {
    return digits.length() > 3 || Integer.parseInt(digits) > 100;
  }
}
