package dev.timonier.machinery.quantity;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/// The parts of a quantity's text: a sign, digits before and after a point, and a suffix. It is
/// read as generously as Kubernetes reads it: `+7`, `5.` and even `Gi`, which is zero.
///
/// @param whole the digits before the point, without zeros at the front; `0` where there are none
/// @param fraction the digits after the point
record QuantityText(boolean negative, String whole, String fraction, String suffix) {
  private static final Pattern ANY_SUFFIX = Pattern.compile("[eEinumkKMGTP]*[-+]?[0-9]*");
  private static final int MOST_DIGITS = 18;
  private static final int MOST_BINARY_DIGITS = 14;
  private static final int FINEST = -9;

  /// @throws QuantityException when the text has other parts, or an unknown suffix
  static QuantityText read(String text) {
    if (text.isEmpty()) {
      throw new QuantityException(QuantityException.SYNTAX);
    }
    var sign = text.charAt(0);
    var start = sign == '+' || sign == '-' ? 1 : 0;
    var point = digits(text, start);
    var end = point < text.length() && text.charAt(point) == '.' ? digits(text, point + 1) : point;
    var whole = withoutZeros(text.substring(start, point));
    var fraction = end > point ? text.substring(point + 1, end) : "";
    var suffix = text.substring(end);
    checkSuffix(suffix);
    return new QuantityText(sign == '-', whole, fraction, suffix);
  }

  private static int digits(String text, int from) {
    var end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static String withoutZeros(String digits) {
    var start = 0;
    while (start < digits.length() && digits.charAt(start) == '0') {
      start++;
    }
    return start == digits.length() ? "0" : digits.substring(start);
  }

  private static void checkSuffix(String suffix) {
    if (!Suffix.isKnown(suffix)) {
      throw new QuantityException(
          ANY_SUFFIX.matcher(suffix).matches()
              ? QuantityException.SUFFIX
              : QuantityException.SYNTAX);
    }
  }

  BigDecimal number() {
    var digits = new BigInteger(whole + fraction);
    return new BigDecimal(negative ? digits.negate() : digits, fraction.length());
  }

  /// Whether the text stays as it is written: when it looks as the canonical form might.
  boolean isKept(Amount.Notation notation) {
    return notation == Amount.Notation.BINARY_SI ? isKeptBinary() : isKeptDecimal(notation);
  }

  private boolean isKeptBinary() {
    var exponent = 10 * Suffix.binaryPower(suffix);
    var digits = MOST_BINARY_DIGITS - whole.length() - exponent * 3 / 10;
    return fraction.isEmpty() && digits >= 0 && Long.parseLong(whole) % 8 != 0;
  }

  private boolean isKeptDecimal(Amount.Notation notation) {
    var exponent =
        notation == Amount.Notation.DECIMAL_EXPONENT
            ? Suffix.exponent(suffix)
            : Suffix.decimalPower(suffix);
    var scale = exponent - fraction.length();
    var digits = whole + fraction;
    return digits.length() <= MOST_DIGITS
        && scale >= FINEST
        && scale % 3 == 0
        && !digits.endsWith("000")
        && digits.charAt(0) != '0';
  }
}
