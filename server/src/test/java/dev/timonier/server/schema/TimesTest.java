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
}
