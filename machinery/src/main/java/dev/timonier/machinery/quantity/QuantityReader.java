package dev.timonier.machinery.quantity;

import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/// Reads quantities as long numbers, for those who read very many. The plain ones (`100m`, `2`,
/// `128Mi`) are read without big numbers; for the others [Amount] decides, and always would decide
/// the same.
public final class QuantityReader {
  private static final int MOST_DIGITS = 9;
  private static final long NOT_PLAIN = -1;

  private QuantityReader() {}

  /// Whole units, rounded away from zero; none is zero.
  public static long value(@Nullable Quantity quantity) {
    var factor = factor(quantity);
    var digits = factor == NOT_PLAIN ? NOT_PLAIN : digits(quantity);
    return digits == NOT_PLAIN ? Amount.of(quantity).value() : digits * factor;
  }

  /// Thousandths, rounded away from zero: milli-CPU; none is zero.
  public static long milliValue(@Nullable Quantity quantity) {
    var milli = quantity != null && "m".equals(quantity.getFormat());
    var factor = milli ? 1 : thousand(factor(quantity));
    var digits = factor == NOT_PLAIN ? NOT_PLAIN : digits(quantity);
    return digits == NOT_PLAIN ? Amount.of(quantity).milliValue() : digits * factor;
  }

  /// Nine digits times a thousand times this never overflows.
  private static long factor(@Nullable Quantity quantity) {
    if (quantity == null || quantity.getFormat() == null) {
      return quantity == null ? NOT_PLAIN : 1;
    }
    return switch (quantity.getFormat()) {
      case "" -> 1;
      case "k" -> 1_000;
      case "M" -> 1_000_000;
      case "Ki" -> 1L << 10;
      case "Mi" -> 1L << 20;
      case "Gi" -> gibi(quantity);
      default -> NOT_PLAIN;
    };
  }

  private static long gibi(Quantity quantity) {
    var amount = quantity.getAmount();
    return amount != null && amount.length() <= MOST_DIGITS / 2 ? 1L << 30 : NOT_PLAIN;
  }

  private static long thousand(long factor) {
    return factor == NOT_PLAIN ? NOT_PLAIN : factor * 1000;
  }

  private static long digits(@Nullable Quantity quantity) {
    var text = quantity == null ? null : quantity.getAmount();
    if (text == null || text.isEmpty() || text.length() > MOST_DIGITS) {
      return NOT_PLAIN;
    }
    var number = 0L;
    for (var i = 0; i < text.length(); i++) {
      var digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return NOT_PLAIN;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
