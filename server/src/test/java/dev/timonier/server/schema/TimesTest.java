package dev.timonier.server.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
  private record Case(String text, String canonical) {}

  static final List<Case> TIMES =
      List.of(
          new Case("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"),
          new Case("2026-12-31T23:59:59Z", "2026-12-31T23:59:59Z"),
          new Case("2026-01-01T01:00:00+01:00", "2026-01-01T00:00:00Z"),
          new Case("2026-01-01T00:00:00.999Z", "2026-01-01T00:00:00Z"));

  @ParameterizedTest
  @FieldSource("TIMES")
  void timesHaveWholeSecondsInUtc(Case c) {
    assertThat(Times.seconds(c.text())).isEqualTo(c.canonical());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "2026-13-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "2026-01-00T00:00:00Z",
        "2026-01-01T24:00:01Z",
        "2026-01-01T00:60:00Z",
        "2026-01-01 00:00:00Z"
      })
  void otherTextsAreRefused(String text) {
    assertThatThrownBy(() -> Times.seconds(text))
        .isInstanceOf(ConformException.class)
        .hasMessageStartingWith("parsing time \"" + text + '"');
  }

  private record Wrong(String text, String part, String wanted) {}

  static final List<Wrong> WRONG_MICROS =
      List.of(
          new Wrong("2026-01-02T03:04:05Z", "Z", ".000000"),
          new Wrong("2026-01-02T03:04:05.123Z", ".123Z", ".000000"),
          new Wrong("2026-01-02T03:04:05+02:00", "+02:00", ".000000"),
          new Wrong("2026-01-02T03:04:05.123456789Z", "789Z", "Z07:00"));

  @ParameterizedTest
  @FieldSource("WRONG_MICROS")
  void microsecondsHaveSixDigits(Wrong c) {
    assertThatThrownBy(() -> Times.micros(c.text()))
        .hasMessage(
            "parsing time \"%s\" as \"2006-01-02T15:04:05.000000Z07:00\": cannot parse \"%s\" as \"%s\""
                .formatted(c.text(), c.part(), c.wanted()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-01-02T03:04:05.123456Z", "2026-01-02T05:04:05.123456+02:00"})
  void microsecondsAreTold(String text) {
    assertThat(Times.micros(text)).isEqualTo("2026-01-02T03:04:05.123456Z");
  }
}
