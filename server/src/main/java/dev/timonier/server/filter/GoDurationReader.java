package dev.timonier.server.filter;

import dev.timonier.machinery.status.FieldError;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads durations as Go does: `30s`, `1m30s`, `-1.5h`, `0`.
final class GoDurationReader {
  private static final Pattern PART = Pattern.compile("([0-9]*\\.?[0-9]*)([^0-9.]*)");
  private static final Map<String, Double> NANOS =
      Map.of(
          "ns", 1.0, "us", 1e3, "µs", 1e3, "μs", 1e3, "ms", 1e6, "s", 1e9, "m", 6e10, "h", 3.6e12);

  private GoDurationReader() {}

  /// @throws IllegalArgumentException with Go's words when the text is no duration
  static Duration read(String text) {
    var unsigned = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    if (unsigned.equals("0")) {
      return Duration.ZERO;
    }
    var nanos = nanos(unsigned, text);
    return Duration.ofNanos(text.startsWith("-") ? -nanos : nanos);
  }

  private static long nanos(String unsigned, String text) {
    if (unsigned.isEmpty()) {
      throw new IllegalArgumentException("time: invalid duration " + FieldError.quote(text));
    }
    var parts = PART.matcher(unsigned);
    var nanos = 0.0;
    for (var at = 0; at < unsigned.length(); at = parts.end()) {
      parts.region(at, unsigned.length());
      if (!parts.lookingAt() || parts.group(1).isEmpty() || parts.group(1).equals(".")) {
        throw new IllegalArgumentException("time: invalid duration " + FieldError.quote(text));
      }
      nanos += Double.parseDouble(parts.group(1)) * unit(parts.group(2), text);
    }
    if (nanos >= Long.MAX_VALUE) {
      throw new IllegalArgumentException("time: invalid duration " + FieldError.quote(text));
    }
    return (long) nanos;
  }

  private static double unit(String unit, String text) {
    if (unit.isEmpty()) {
      throw new IllegalArgumentException(
          "time: missing unit in duration " + FieldError.quote(text));
    }
    var nanos = NANOS.get(unit);
    if (nanos == null) {
      throw new IllegalArgumentException(
          "time: unknown unit "
              + FieldError.quote(unit)
              + " in duration "
              + FieldError.quote(text));
    }
    return nanos;
  }
}
