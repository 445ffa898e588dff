package dev.timonier.controllers.templatehash;

import java.math.BigInteger;
import java.util.Map;
import java.util.regex.Pattern;

/// A quantity with what Go's type of them keeps: number, power of ten, the text that it was read of
/// where that is the shortest, and the sort of its suffix.
final class GoQuantity {
  private static final Pattern PARTS = Pattern.compile("([+-]?)([0-9]*)(?:\\.([0-9]*))?(.*)");
  private static final Map<String, Integer> BINARY =
      Map.of("Ki", 10, "Mi", 20, "Gi", 30, "Ti", 40, "Pi", 50, "Ei", 60);
  private static final Map<String, Integer> DECIMAL =
      Map.of("n", -9, "u", -6, "m", -3, "", 0, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);

  private GoQuantity() {}

  static String text(String quantity) {
    var parts = PARTS.matcher(quantity);
    if (quantity.isEmpty() || !parts.matches()) {
      return text(BigInteger.ZERO, 0, "", "");
    }
    if (quantity.equals("0")) {
      return text(BigInteger.ZERO, 0, "0", "DecimalSI");
    }
    var fraction = parts.group(3) == null ? "" : parts.group(3);
    var digits = parts.group(2) + fraction;
    var number = new BigInteger(parts.group(1).equals("-") ? "-" + digits : digits);
    var suffix = parts.group(4);
    return BINARY.containsKey(suffix)
        ? binary(quantity, number, BINARY.get(suffix))
        : decimal(quantity, number, digits, exponent(suffix) - fraction.length());
  }

  private static String binary(String quantity, BigInteger number, int exponent) {
    var isShort = number.testBit(0) || number.testBit(1) || number.testBit(2);
    return text(number.shiftLeft(exponent), 0, isShort ? quantity : "", "BinarySI");
  }

  private static String decimal(String quantity, BigInteger number, String digits, int scale) {
    var isShort = scale % 3 == 0 && !digits.endsWith("000") && !digits.startsWith("0");
    var isScientific = quantity.matches(".*[eE][+-]?[0-9]+");
    var format = isScientific ? "DecimalExponent" : "DecimalSI";
    return text(number, scale, isShort ? quantity : "", format);
  }

  private static int exponent(String suffix) {
    var known = DECIMAL.get(suffix);
    return known == null ? Integer.parseInt(suffix.substring(1)) : known;
  }

  private static String text(BigInteger value, int scale, String text, String format) {
    return "{i:(resource.int64Amount){value:(int64)"
        + value
        + " scale:(resource.Scale)"
        + scale
        + "} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)"
        + text
        + " Format:(resource.Format)"
        + format
        + "}";
  }
}
