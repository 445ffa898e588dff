package dev.timonier.machinery.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/// Numbers as Go writes them.
public final class GoNumbers {
  private static final double LARGE = 1e21;
  private static final double LARGE_GENERAL = 1e6;
  private static final double SMALL_SHOWN = 1e-4;
  private static final double SMALL_JSON = 1e-6;

  private GoNumbers() {}

  /// As in messages: `80`, `1.5`, `1e+21`.
  public static String shown(JsonNode number) {
    return text(number, SMALL_SHOWN, 2);
  }

  /// As in JSON: the same but for small numbers.
  public static String json(JsonNode number) {
    return text(number, SMALL_JSON, 1);
  }

  /// As in metrics, in as few digits as tell it from all others: `80`, `0.005`, `1e+06`, `+Inf`.
  public static String general(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    return Double.isNaN(value) ? "NaN" : text(value, SMALL_SHOWN, LARGE_GENERAL, 2);
  }

  private static String text(JsonNode number, double small, int exponentDigits) {
    return number.isIntegralNumber()
        ? number.asText()
        : text(number.doubleValue(), small, LARGE, exponentDigits);
  }

  private static String text(double value, double small, double large, int exponentDigits) {
    var magnitude = Math.abs(value);
    var decimal = BigDecimal.valueOf(value).stripTrailingZeros();
    return value == 0 || (magnitude >= small && magnitude < large)
        ? decimal.toPlainString()
        : scientific(decimal, exponentDigits);
  }

  private static String scientific(BigDecimal value, int exponentDigits) {
    var digits = value.unscaledValue().abs().toString();
    var exponent = digits.length() - 1 - value.scale();
    var fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    var size = Integer.toString(Math.abs(exponent));
    return (value.signum() < 0 ? "-" : "")
        + digits.charAt(0)
        + fraction
        + (exponent < 0 ? "e-" : "e+")
        + "0".repeat(Math.max(0, exponentDigits - size.length()))
        + size;
  }
}
