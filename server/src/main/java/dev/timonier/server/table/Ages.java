package dev.timonier.server.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/// Ages as `kubectl` shows them: `5s`, `3m20s`, `2h5m`, `3d4h`, `1y20d`.
public final class Ages {
  public static final String UNKNOWN = "<unknown>";
  private static final int HOURS_OF_A_DAY = 24;
  private static final int DAYS_OF_A_YEAR = 365;

  private Ages() {}

  /// The age of an object.
  public static String of(JsonNode object, Instant now) {
    return since(object.path("metadata").path("creationTimestamp"), now);
  }

  /// The time since a timestamp.
  public static String since(JsonNode timestamp, Instant now) {
    if (!timestamp.isTextual()) {
      return UNKNOWN;
    }
    try {
      return text(Duration.between(Instant.parse(timestamp.textValue()), now));
    } catch (DateTimeParseException e) {
      return UNKNOWN;
    }
  }

  /// A duration in at most two units.
  public static String text(Duration duration) {
    var seconds = duration.toSeconds();
    if (seconds < -1) {
      return "<invalid>";
    }
    if (seconds < 0) {
      return "0s";
    }
    if (seconds < 120) {
      return seconds + "s";
    }
    var minutes = seconds / 60;
    if (minutes < 10) {
      return two(minutes, "m", seconds % 60, "s");
    }
    return minutes < 180 ? minutes + "m" : ofHours(minutes);
  }

  private static String ofHours(long minutes) {
    var hours = minutes / 60;
    if (hours < 8) {
      return two(hours, "h", minutes % 60, "m");
    }
    if (hours < 48) {
      return hours + "h";
    }
    var days = hours / HOURS_OF_A_DAY;
    if (hours < 8 * HOURS_OF_A_DAY) {
      return two(days, "d", hours % HOURS_OF_A_DAY, "h");
    }
    if (days < 2 * DAYS_OF_A_YEAR) {
      return days + "d";
    }
    var years = days / DAYS_OF_A_YEAR;
    return years < 8 ? two(years, "y", days % DAYS_OF_A_YEAR, "d") : years + "y";
  }

  private static String two(long large, String unit, long small, String smallUnit) {
    return small == 0 ? large + unit : large + unit + small + smallUnit;
  }
}
