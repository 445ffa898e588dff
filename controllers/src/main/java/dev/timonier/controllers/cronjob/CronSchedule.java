package dev.timonier.controllers.cronjob;

import dev.timonier.controllers.cronjob.CronField.Bounds;
import dev.timonier.machinery.time.GoDuration;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// When a CronJob is due
/// (<https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax>).
///
/// Example: `30 4 1,15 * *` is half past four on the first and fifteenth of each month.
sealed interface CronSchedule {
  /// The first moment after another at which the schedule is due; empty where there is none within
  /// five years.
  Optional<Instant> next(Instant after);

  /// @throws IllegalArgumentException when the text is no schedule
  static CronSchedule parse(String text, ZoneId zone) {
    if (text.startsWith("@every ")) {
      return new Every(GoDuration.read(text.substring("@every ".length())));
    }
    var fields = Calendar.NICKNAMES.getOrDefault(text, text).trim().split("\\s+");
    if (fields.length != 5) {
      throw new IllegalArgumentException(
          "expected exactly 5 fields, found %d: [%s]".formatted(fields.length, text));
    }
    return new Calendar(
        CronField.parse(fields[0], Calendar.MINUTES),
        CronField.parse(fields[1], Calendar.HOURS),
        CronField.parse(fields[2], Calendar.DAYS),
        CronField.parse(fields[3], Calendar.MONTHS),
        CronField.parse(fields[4], Calendar.WEEKDAYS),
        zone);
  }

  /// A fixed time after the last.
  ///
  /// @param period whole seconds, at least one
  record Every(Duration period) implements CronSchedule {
    public Every {
      period = Duration.ofSeconds(Math.max(1, period.toSeconds()));
    }

    @Override
    public Optional<Instant> next(Instant after) {
      return Optional.of(after.plus(period).truncatedTo(ChronoUnit.SECONDS));
    }
  }

  /// Certain minutes of the calendar. Where both days of the month and days of the week are given,
  /// either will do.
  record Calendar(
      CronField minutes,
      CronField hours,
      CronField days,
      CronField months,
      CronField weekdays,
      ZoneId zone)
      implements CronSchedule {
    private static final int YEARS = 5;
    private static final Bounds MINUTES = new Bounds(0, 59, List.of());
    private static final Bounds HOURS = new Bounds(0, 23, List.of());
    private static final Bounds DAYS = new Bounds(1, 31, List.of());
    private static final Bounds MONTHS =
        new Bounds(
            1,
            12,
            List.of(
                "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                "dec"));
    private static final Bounds WEEKDAYS =
        new Bounds(0, 6, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat"));
    private static final Map<String, String> NICKNAMES =
        Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");

    @Override
    public Optional<Instant> next(Instant after) {
      var time = after.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
      var end = time.getYear() + YEARS;
      while (time.getYear() <= end) {
        var later = advance(time);
        if (later.equals(time)) {
          return Optional.of(time.toInstant());
        }
        time = later;
      }
      return Optional.empty();
    }

    /// The same time if it is due, else the next at which it may be.
    private ZonedDateTime advance(ZonedDateTime time) {
      if (!months.allows(time.getMonthValue())) {
        return time.toLocalDate().withDayOfMonth(1).plusMonths(1).atStartOfDay(zone);
      }
      if (!allowsDay(time)) {
        return time.toLocalDate().plusDays(1).atStartOfDay(zone);
      }
      if (!hours.allows(time.getHour())) {
        return time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
      }
      return minutes.allows(time.getMinute()) ? time : time.plusMinutes(1);
    }

    private boolean allowsDay(ZonedDateTime time) {
      var day = days.allows(time.getDayOfMonth());
      var weekday = weekdays.allows(time.getDayOfWeek().getValue() % 7);
      return (days.isEvery() || weekdays.isEvery()) ? (day && weekday) : (day || weekday);
    }
  }
}
