package dev.timonier.server.schema;

import dev.timonier.machinery.recent.Recent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;

/// Points of time as the API writes them.
public final class Times {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT);

  /// Much happens in the same second.
  private static final Recent<Long, String> SECONDS =
      new Recent<>(64, second -> Instant.ofEpochSecond(second).toString());

  private static final String LAYOUT = "2006-01-02T15:04:05Z07:00";
  private static final String MICRO_LAYOUT = "2006-01-02T15:04:05.000000Z07:00";
  private static final int SECONDS_LENGTH = "2006-01-02T15:04:05".length();
  private static final int FRACTION_LENGTH = ".000000".length();
  private static final Pattern MICRO_TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{6})?.*");
  private static final Pattern ZONE = Pattern.compile("Z|[+-]\\d\\d:\\d\\d");
  private static final String FORM = "0000-00-00T00:00:00Z";

  private Times() {}

  /// As in `creationTimestamp`: `2026-01-01T00:00:00Z`.
  public static String seconds(Instant instant) {
    return SECONDS.of(instant.getEpochSecond());
  }

  /// As in the times of leases: `2026-01-01T00:00:00.000000Z`.
  public static String micros(Instant instant) {
    return MICROS.format(instant.atOffset(ZoneOffset.UTC));
  }

  static String seconds(String text) {
    return isCanonical(text) ? text : seconds(parse(text));
  }

  /// Six digits of a second's fraction are wanted, no more and no less.
  static String micros(String text) {
    var time = MICRO_TIME.matcher(text);
    if (!time.matches()) {
      throw unreadable(text, MICRO_LAYOUT, text, "2006");
    }
    var rest = text.substring(SECONDS_LENGTH);
    if (time.group(1) == null) {
      throw unreadable(text, MICRO_LAYOUT, rest, ".000000");
    }
    var zone = rest.substring(FRACTION_LENGTH);
    if (!ZONE.matcher(zone).matches()) {
      throw unreadable(text, MICRO_LAYOUT, zone, "Z07:00");
    }
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

  /// @param part what could not be read, as what it was wanted
  private static ConformException unreadable(
      String text, String layout, String part, String wanted) {
    return new ConformException(
        "parsing time \"%s\" as \"%s\": cannot parse \"%s\" as \"%s\""
            .formatted(text, layout, part, wanted));
  }

  private static Instant parse(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw unreadable(text, LAYOUT, text, "2006");
    }
  }
}
