package dev.timonier.machinery.time;

import java.math.BigDecimal;
import java.time.Duration;

/// Durations as Go reads and writes them, and with it every flag, parameter, schedule and message
/// of Kubernetes.
///
/// Example: `read("1.5h")` is ninety minutes, and its `text` is `1h30m0s`.
public final class GoDuration {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int NANO_DIGITS = 9;

  private GoDuration() {}

  /// Reads `300ms`, `-1.5h`, `2h45m` or `0`; units are `ns`, `us` (or `µs`), `ms`, `s`, `m`, `h`.
  ///
  /// @throws IllegalArgumentException with Go's words when the text is no duration, or one of more
  ///   than 63 bits of nanoseconds (292 years)
  public static Duration read(String text) {
    return new GoDurationReader(text).read();
  }

  /// Leaves out units that are zero at the front, but not at the end: `10s`, `5m0s`, `1h0m0.5s`,
  /// and `393ms`, `1.5µs`, `7ns` below a second.
  public static String text(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    if (duration.isNegative()) {
      return "-" + text(duration.negated());
    }
    return duration.compareTo(SECOND) < 0 ? fraction(duration.toNanosPart()) : whole(duration);
  }

  private static String fraction(long nanos) {
    if (nanos < 1_000) {
      return nanos + "ns";
    }
    return nanos < 1_000_000 ? plain(nanos, 3) + "µs" : plain(nanos, 6) + "ms";
  }

  private static String whole(Duration duration) {
    var nanos = duration.toSecondsPart() * SECOND.toNanos() + duration.toNanosPart();
    var seconds = plain(nanos, NANO_DIGITS) + "s";
    if (duration.toMinutes() == 0) {
      return seconds;
    }
    var minutes = duration.toMinutesPart() + "m" + seconds;
    return duration.toHours() == 0 ? minutes : duration.toHours() + "h" + minutes;
  }

  private static String plain(long number, int digits) {
    return BigDecimal.valueOf(number, digits).stripTrailingZeros().toPlainString();
  }
}
