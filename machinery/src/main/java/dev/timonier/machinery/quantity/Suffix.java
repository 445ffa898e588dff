package dev.timonier.machinery.quantity;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Pattern;

/// The suffixes of quantities, and how an amount is written with them.
final class Suffix {
  private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
  private static final List<String> DECIMAL =
      List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
  private static final Pattern EXPONENT = Pattern.compile("[eE][-+]?[0-9]{1,18}");
  private static final int FIRST_DECIMAL_POWER = -9;
  private static final int LAST_DECIMAL_POWER = 18;
  private static final BigInteger KIBI = BigInteger.valueOf(1024);

  private Suffix() {}

  /// Whether it is one of these suffixes, or an exponent such as `e3`.
  static boolean isKnown(String suffix) {
    return BINARY.contains(suffix)
        || DECIMAL.contains(suffix)
        || EXPONENT.matcher(suffix).matches();
  }

  static int binaryPower(String suffix) {
    return BINARY.indexOf(suffix);
  }

  static int decimalPower(String suffix) {
    return FIRST_DECIMAL_POWER + 3 * DECIMAL.indexOf(suffix);
  }

  /// The power of ten of `e3`; those that no amount can have are cut.
  static int exponent(String suffix) {
    var digits = suffix.substring(1);
    var power =
        digits.length() > 4 ? (digits.startsWith("-") ? -100 : 100) : Integer.parseInt(digits);
    return Math.clamp(power, -100, 100);
  }

  static String canonical(BigDecimal number, Amount.Notation notation) {
    return switch (notation) {
      case BINARY_SI -> isBinary(number) ? binary(number.toBigIntegerExact()) : decimal(number);
      case DECIMAL_SI -> decimal(number);
      case DECIMAL_EXPONENT -> exponential(number);
    };
  }

  /// What is less than 1Ki, or no whole number, is written as a decimal number is.
  private static boolean isBinary(BigDecimal number) {
    return number.signum() == 0
        || (number.stripTrailingZeros().scale() <= 0
            && number.abs().compareTo(new BigDecimal(KIBI)) >= 0);
  }

  private static String binary(BigInteger number) {
    var rest = number;
    var power = 0;
    while (rest.signum() != 0 && power < BINARY.size() - 1 && rest.mod(KIBI).signum() == 0) {
      rest = rest.divide(KIBI);
      power++;
    }
    return rest + BINARY.get(power);
  }

  private static String decimal(BigDecimal number) {
    var power = Math.min(power(number), LAST_DECIMAL_POWER);
    return mantissa(number, power) + DECIMAL.get((power - FIRST_DECIMAL_POWER) / 3);
  }

  private static String exponential(BigDecimal number) {
    var power = power(number);
    return mantissa(number, power) + (power == 0 ? "" : "e" + power);
  }

  private static BigInteger mantissa(BigDecimal number, int power) {
    return number.movePointLeft(power).setScale(0, RoundingMode.UP).toBigIntegerExact();
  }

  /// The largest power of a thousand that divides the number, from 10^-9 on.
  private static int power(BigDecimal number) {
    if (number.signum() == 0) {
      return 0;
    }
    var zeros = -number.stripTrailingZeros().scale();
    return Math.max(Math.floorDiv(zeros, 3) * 3, FIRST_DECIMAL_POWER);
  }
}
