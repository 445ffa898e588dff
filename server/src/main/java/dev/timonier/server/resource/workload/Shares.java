package dev.timonier.server.resource.workload;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.Subject;

/// What holds for numbers of pods that may be given as percentages.
public final class Shares {
  private static final int WHOLE = 100;

  private Shares() {}

  /// Examines a number or a percentage.
  public static void nonNegative(Subject share) {
    if (share.value().isTextual()) {
      share.format(Format.PERCENTAGE);
    } else {
      share.nonNegative();
    }
  }

  public static void notMoreThanAll(Subject share) {
    if (isPercent(share) && number(share) > WHOLE) {
      share.invalid("must not be greater than 100%");
    }
  }

  public static boolean isZero(Subject share) {
    return number(share) == 0;
  }

  private static boolean isPercent(Subject share) {
    return share.value().isTextual() && Format.PERCENTAGE.check(share.text()).isEmpty();
  }

  private static long number(Subject share) {
    if (!share.value().isTextual()) {
      return share.number();
    }
    return isPercent(share) ? percent(share.text()) : 0;
  }

  private static long percent(String text) {
    var digits = text.substring(0, text.length() - 1);
    return digits.length() > 9 ? Integer.MAX_VALUE : Long.parseLong(digits);
  }
}
