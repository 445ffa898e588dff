package dev.timonier.machinery.time;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Reads one duration: a sign, then numbers with their units.
///
/// The sum is of whole nanoseconds; only what follows a point is reckoned in floating point, with
/// the digits that 63 bits hold, so that it ends at the nanosecond at which Go's ends.
final class GoDurationReader {
  private static final Pattern PART =
      Pattern.compile("(?<whole>[0-9]*)(\\.(?<fraction>[0-9]*))?(?<unit>[^0-9.]*)");
  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L,
          "μs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  /// What the sum of the parts may be: as far from zero as the least of 64 bits.
  private static final BigInteger MOST = BigInteger.TWO.pow(63);

  private final String text;

  GoDurationReader(String text) {
    this.text = text;
  }

  Duration read() {
    var unsigned = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    if (unsigned.equals("0")) {
      return Duration.ZERO;
    }
    var sum = sum(unsigned);
    var nanos = text.startsWith("-") ? sum.negate() : sum;
    if (unsigned.isEmpty() || nanos.bitLength() >= Long.SIZE) {
      throw fault("invalid duration");
    }
    return Duration.ofNanos(nanos.longValue());
  }

  private BigInteger sum(String unsigned) {
    var sum = BigInteger.ZERO;
    var parts = PART.matcher(unsigned);
    while (parts.regionStart() < unsigned.length() && parts.lookingAt()) {
      sum = checked(sum.add(nanos(parts)));
      parts.region(parts.end(), unsigned.length());
    }
    return sum;
  }

  private BigInteger nanos(MatchResult part) {
    var fraction = Optional.ofNullable(part.group("fraction")).orElse("");
    var digits = part.group("whole") + fraction;
    if (digits.isEmpty()) {
      throw fault("invalid duration");
    }
    var whole = checked(new BigInteger("0" + part.group("whole")));
    var unit = unit(part.group("unit"));
    var nanos = whole.multiply(BigInteger.valueOf(unit));
    return nanos.add(BigInteger.valueOf(nanos(fraction, unit)));
  }

  private static long nanos(String fraction, long unit) {
    var number = 0L;
    var scale = 1.0;
    for (var i = 0; i < fraction.length() && number <= Long.MAX_VALUE / 10; i++) {
      var longer = number * 10 + (fraction.charAt(i) - '0');
      if (longer < 0) {
        break;
      }
      number = longer;
      scale *= 10;
    }
    return (long) (number * (unit / scale));
  }

  private long unit(String name) {
    if (name.isEmpty()) {
      throw fault("missing unit in duration");
    }
    var nanos = NANOS.get(name);
    if (nanos == null) {
      throw fault("unknown unit " + quote(name) + " in duration");
    }
    return nanos;
  }

  private BigInteger checked(BigInteger number) {
    if (number.compareTo(MOST) > 0) {
      throw fault("invalid duration");
    }
    return number;
  }

  private IllegalArgumentException fault(String fault) {
    return new IllegalArgumentException("time: " + fault + " " + quote(text));
  }

  private static String quote(String text) {
    var quoted = new StringBuilder("\"");
    for (var octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (octet < ' ') {
        quoted.append("\\x%02x".formatted(octet));
      } else {
        quoted.append(octet == '"' || octet == '\\' ? "\\" : "").append((char) octet);
      }
    }
    return quoted.append('"').toString();
  }
}
