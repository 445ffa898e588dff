package dev.timonier.controllers.cronjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {
  record Case(String schedule, String zone, String after, Optional<String> next) {
    private static Case of(String schedule, String after, String next) {
      return new Case(schedule, "UTC", after, Optional.of(next));
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        Case.of("* * * * *", "2026-01-01T00:00:00Z", "2026-01-01T00:01:00Z"),
        Case.of("* * * * *", "2026-01-01T00:00:59.9Z", "2026-01-01T00:01:00Z"),
        Case.of("*/15 * * * *", "2026-01-01T00:50:00Z", "2026-01-01T01:00:00Z"),
        Case.of("5/20 * * * *", "2026-01-01T00:26:00Z", "2026-01-01T00:45:00Z"),
        Case.of("30 4 1,15 * *", "2026-01-01T04:30:00Z", "2026-01-15T04:30:00Z"),
        Case.of("0 0 29 2 *", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00Z"),
        Case.of("0 0 * * MON-FRI", "2026-01-02T00:00:00Z", "2026-01-05T00:00:00Z"),
        Case.of("0 0 13 * fri", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"),
        Case.of("0 0 ? * 0", "2026-01-01T00:00:00Z", "2026-01-04T00:00:00Z"),
        Case.of("0 0 1 JAN *", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"),
        Case.of("@hourly", "2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z"),
        Case.of("@weekly", "2026-01-01T00:00:00Z", "2026-01-04T00:00:00Z"),
        Case.of("@every 1h30m", "2026-01-01T00:00:00.5Z", "2026-01-01T01:30:00Z"),
        Case.of("@every .5h9.9s", "2026-01-01T00:00:00Z", "2026-01-01T00:30:09Z"),
        Case.of("@every 0", "2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z"),
        Case.of("@every -1h", "2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z"),
        new Case("0 0 31 2 *", "UTC", "2026-01-01T00:00:00Z", Optional.empty()),
        new Case(
            "0 9 * * *",
            "Europe/Berlin",
            "2026-07-01T00:00:00Z",
            Optional.of("2026-07-01T07:00:00Z")),
        new Case(
            "30 2 * * *",
            "Europe/Berlin",
            "2026-03-28T12:00:00Z",
            Optional.of("2026-03-30T00:30:00Z")),
        new Case(
            "30 2 * * *",
            "Europe/Berlin",
            "2026-10-25T00:30:00Z",
            Optional.of("2026-10-25T01:30:00Z")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void nextMomentIsTheFirstThatFits(Case given) {
    var schedule = CronSchedule.parse(given.schedule(), ZoneId.of(given.zone()));
    assertThat(schedule.next(Instant.parse(given.after())))
        .isEqualTo(given.next().map(Instant::parse));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *",
        "* * * * 7", "5-1 * * * *", "*/0 * * * *", "a * * * *", "1-2-3 * * * *", "@every x",
            "@often"
      })
  void whatIsNoScheduleIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CronSchedule.parse(text, ZoneId.of("UTC")));
  }
}
