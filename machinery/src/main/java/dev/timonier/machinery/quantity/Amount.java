package dev.timonier.machinery.quantity;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An exact amount of a resource, with the notation that it was written in
/// (<https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/>).
///
/// Example: `Amount.parse("0.5")` prints as `500m`, `Amount.parse("1536Mi")` as `1536Mi`,
/// `Amount.parse("2048Mi")` as `2Gi`. Amounts are equal when they are the same number.
public final class Amount implements Comparable<Amount> {
  public static final Amount ZERO = new Amount(BigDecimal.ZERO, Notation.DECIMAL_SI);

  private static final Pattern SYNTAX =
      Pattern.compile(
          "([+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+))"
              + "(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E|[eE][+-]?[0-9]+|)");
  private static final BigDecimal MOST =
      new BigDecimal(BigInteger.TWO.pow(63).subtract(BigInteger.ONE));
  private static final int SMALLEST_EXPONENT = -9;

  /// How an amount is written.
  public enum Notation {
    /// `Ki`, `Mi`, …
    BINARY_SI,
    /// `m`, `k`, `M`, …
    DECIMAL_SI,
    /// `e3`, `e6`, …
    DECIMAL_EXPONENT
  }

  private final BigDecimal number;
  private final Notation notation;

  private Amount(BigDecimal number, Notation notation) {
    this.number = number;
    this.notation = notation;
  }

  public static Amount of(long number) {
    return new Amount(BigDecimal.valueOf(number), Notation.DECIMAL_SI);
  }

  public static Amount ofMilli(long thousandths) {
    return new Amount(BigDecimal.valueOf(thousandths, 3), Notation.DECIMAL_SI);
  }

  public static Amount ofBytes(long bytes) {
    return new Amount(BigDecimal.valueOf(bytes), Notation.BINARY_SI);
  }

  /// Reads Fabric8's form; none is zero.
  public static Amount of(@Nullable Quantity quantity) {
    if (quantity == null || quantity.getAmount() == null) {
      return ZERO;
    }
    return parse(quantity.getAmount() + Objects.requireNonNullElse(quantity.getFormat(), ""));
  }

  /// Reads the text of a manifest. What is finer than a billionth is rounded away from zero, what
  /// is more than 2^63 - 1 is cut to it.
  ///
  /// @throws QuantityException with Kubernetes' message when the text is no quantity
  public static Amount parse(String text) {
    var match = SYNTAX.matcher(text);
    if (!match.matches()) {
      throw new QuantityException(text);
    }
    var suffix = match.group(2);
    var notation = notation(suffix);
    var number = new BigDecimal(match.group(1)).multiply(factor(suffix));
    return new Amount(limit(number), fits(number, notation) ? notation : Notation.DECIMAL_SI);
  }

  public Amount plus(Amount other) {
    return new Amount(number.add(other.number), signum() == 0 ? other.notation : notation);
  }

  public Amount minus(Amount other) {
    return new Amount(number.subtract(other.number), signum() == 0 ? other.notation : notation);
  }

  public Amount negate() {
    return new Amount(number.negate(), notation);
  }

  public int signum() {
    return number.signum();
  }

  public Amount max(Amount other) {
    return compareTo(other) >= 0 ? this : other;
  }

  public Amount min(Amount other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /// The amount in whole units, rounded away from zero.
  public long value() {
    return scaled(0);
  }

  /// The amount in thousandths, rounded away from zero: milli-CPU.
  public long milliValue() {
    return scaled(3);
  }

  /// Rounded away from zero to whole thousandths.
  public Amount roundedToMilli() {
    return new Amount(
        number.setScale(Math.min(3, Math.max(0, number.scale())), RoundingMode.UP), notation);
  }

  public BigDecimal number() {
    return number;
  }

  public Notation notation() {
    return notation;
  }

  public Quantity toQuantity() {
    return Quantity.parse(toString());
  }

  private long scaled(int digits) {
    var scaled = number.movePointRight(digits).setScale(0, RoundingMode.UP);
    return scaled.min(MOST).max(MOST.negate()).longValueExact();
  }

  private static Notation notation(String suffix) {
    if (suffix.length() == 2 && suffix.endsWith("i")) {
      return Notation.BINARY_SI;
    }
    var exponent = suffix.length() > 1 && Character.toLowerCase(suffix.charAt(0)) == 'e';
    return exponent ? Notation.DECIMAL_EXPONENT : Notation.DECIMAL_SI;
  }

  private static BigDecimal factor(String suffix) {
    return switch (notation(suffix)) {
      case BINARY_SI -> new BigDecimal(BigInteger.TWO.pow(10 * Suffix.binaryPower(suffix)));
      case DECIMAL_EXPONENT -> BigDecimal.ONE.scaleByPowerOfTen(Suffix.exponent(suffix));
      case DECIMAL_SI -> BigDecimal.ONE.scaleByPowerOfTen(Suffix.decimalPower(suffix));
    };
  }

  /// Binary notation cannot express fractions of less than 1.
  private static boolean fits(BigDecimal number, Notation notation) {
    return notation != Notation.BINARY_SI
        || number.signum() == 0
        || number.abs().compareTo(BigDecimal.ONE) >= 0;
  }

  private static BigDecimal limit(BigDecimal number) {
    var fine = number.scale() > -SMALLEST_EXPONENT;
    var rounded = fine ? number.setScale(-SMALLEST_EXPONENT, RoundingMode.UP) : number;
    return rounded.min(MOST).max(MOST.negate());
  }

  @Override
  public int compareTo(Amount other) {
    return number.compareTo(other.number);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Amount that && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    return number.stripTrailingZeros().hashCode();
  }

  /// The canonical form: no fraction, and the largest suffix that allows it.
  @Override
  public String toString() {
    return Suffix.canonical(number, notation);
  }
}
