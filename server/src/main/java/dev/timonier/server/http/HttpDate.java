package dev.timonier.server.http;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The present moment as replies tell it: `Sun, 22 Nov 2026 00:10:28 GMT`. It is written once a
/// second, as every reply has it.
final class HttpDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);
  private static final long MILLIS_PER_SECOND = 1000;

  private final InstantSource clock;
  private volatile Written last = new Written(Long.MIN_VALUE, ""); // racy on purpose

  private record Written(long second, String text) {}

  HttpDate(InstantSource clock) {
    this.clock = clock;
  }

  String now() {
    var second = Math.floorDiv(clock.millis(), MILLIS_PER_SECOND);
    var known = last;
    if (known.second != second) {
      known = new Written(second, FORMAT.format(Instant.ofEpochSecond(second)));
      last = known;
    }
    return known.text;
  }
}
