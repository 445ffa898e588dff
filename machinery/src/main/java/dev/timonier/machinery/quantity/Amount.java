package dev.timonier.machinery.quantity;

import dev.timonier.machinery.recent.Recent;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An exact amount of a resource, with the notation that it was written in
/// (<https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/>).
///
/// Example: `Amount.parse("0.5")` prints as `500m`, `Amount.parse("1536Mi")` as `1536Mi`,
/// `Amount.parse("2048Mi")` as `2Gi`. Amounts are equal when they are the same number.
public final class Amount implements Comparable<Amount> {
  public static final Amount ZERO = new Amount(BigDecimal.ZERO, Notation.DECIMAL_SI);

  private static final BigDecimal MOST =
      new BigDecimal(BigInteger.TWO.pow(63).subtract(BigInteger.ONE));
  private static final int SMALLEST_EXPONENT = -9;
  private static final int MOST_REMEMBERED = 32; // characters
  private static final Recent<String, Amount> RECENT =
      new Recent<>(1024, Amount::read, text -> text.length() <= MOST_REMEMBERED);

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
  private final String text; // as it was written; empty for the canonical form

  private Amount(BigDecimal number, Notation notation) {
    this(number, notation, "");
  }

  private Amount(BigDecimal number, Notation notation, String text) {
    this.number = number;
    this.notation = notation;
    this.text = text;
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

  /// Reads the text of a manifest. What is finer than a billionth is rounded away from zero; what
  /// is more than 2^63 - 1 is cut to it in binary notation.
  ///
  /// @throws QuantityException with Kubernetes' message when the text is no quantity
  public static Amount parse(String text) {
    return RECENT.of(text);
  }

  private static Amount read(String text) {
    var read = QuantityText.read(text);
    var notation = notation(read.suffix());
    if (read.isKept(notation)) {
      return new Amount(read.number().multiply(factor(read.suffix())), notation, text);
    }
    var number = limit(read.number().multiply(factor(read.suffix())), notation);
    return new Amount(number, fits(number, notation) ? notation : Notation.DECIMAL_SI);
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
    if (number.scale() <= 3) {
      return this;
    }
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

  private static BigDecimal limit(BigDecimal number, Notation notation) {
    var fine = number.scale() > -SMALLEST_EXPONENT;
    var rounded = fine ? number.setScale(-SMALLEST_EXPONENT, RoundingMode.UP) : number;
    return notation == Notation.BINARY_SI ? rounded.min(MOST).max(MOST.negate()) : rounded;
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

  /// The text that was read where it looks canonical enough, such as `1e3` or `+7`; else the
  /// canonical form, which has no fraction, and the largest suffix that allows that.
  @Override
  public String toString() {
    if (!text.isEmpty()) {
      return text;
    }
    return Suffix.canonical(number, notation);
  }
}
