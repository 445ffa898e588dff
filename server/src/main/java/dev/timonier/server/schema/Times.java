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

  private static final String FORM = "0000-00-00T00:00:00Z";

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
    return isCanonical(text) ? text : seconds(parse(text));
  }

  static String micros(String text) {
    return micros(parse(text));
  }

  /// Whether a text is a time as [#seconds(Instant)] writes it; says no in a few cases where it is.
  private static boolean isCanonical(String text) {
    return text.length() == FORM.length()
        && hasForm(text)
        && isBetween(1, number(text, 5), 12)
        && isBetween(1, number(text, 8), 28)
        && number(text, 11) < 24
        && number(text, 14) < 60
        && number(text, 17) < 60;
  }

  private static boolean hasForm(String text) {
    for (var i = 0; i < FORM.length(); i++) {
      var c = text.charAt(i);
      if (FORM.charAt(i) == '0' ? c < '0' || c > '9' : c != FORM.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int at) {
    return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
  }

  private static boolean isBetween(int least, int value, int most) {
    return least <= value && value <= most;
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
