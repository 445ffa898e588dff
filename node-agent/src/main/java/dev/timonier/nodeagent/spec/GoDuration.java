package dev.timonier.nodeagent.spec;

import java.math.BigDecimal;
import java.time.Duration;

/// Writes durations as Go does, which the kubelet's messages use: `10s`, `2m40s`, `393ms`,
/// `1.204s`, `5m0s`.
public final class GoDuration {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private GoDuration() {}

  public static String text(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    return duration.compareTo(Duration.ofSeconds(1)) < 0 ? fraction(duration) : whole(duration);
  }

  private static String fraction(Duration duration) {
    var nanos = duration.toNanos();
    if (nanos < 1_000) {
      return nanos + "ns";
    }
    return nanos < 1_000_000 ? plain(nanos, 3) + "µs" : plain(nanos, 6) + "ms";
  }

  private static String whole(Duration duration) {
    var seconds =
        plain(duration.toSecondsPart() * NANOS_PER_SECOND + duration.toNanosPart(), 9) + "s";
    var minutes = duration.toMinutesPart() + "m";
    if (duration.toHours() > 0) {
      return duration.toHours() + "h" + minutes + seconds;
    }
    return duration.toMinutes() > 0 ? minutes + seconds : seconds;
  }

  private static String plain(long number, int digits) {
    return BigDecimal.valueOf(number, digits).stripTrailingZeros().toPlainString();
  }
}
