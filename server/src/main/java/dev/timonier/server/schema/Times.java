package dev.timonier.server.schema;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// Points of time as the API writes them.
public final class Times {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT);

  private Times() {}

  /// As in `creationTimestamp`: `2026-01-01T00:00:00Z`.
  public static String seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /// As in the times of leases: `2026-01-01T00:00:00.000000Z`.
  public static String micros(Instant instant) {
    return MICROS.format(instant.atOffset(ZoneOffset.UTC));
  }

  static String seconds(String text) {
    return seconds(parse(text));
  }

  static String micros(String text) {
    return micros(parse(text));
  }

  private static Instant parse(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new ConformException(
          "parsing time \""
              + text
              + "\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \""
              + text
              + "\" as \"2006\"");
    }
  }
}
