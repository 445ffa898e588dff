package dev.timonier.machinery.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventSeriesCacheTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00.5Z");
  private static final SeriesKey KEY =
      new SeriesKey(
          new ObjectReference(),
          Optional.empty(),
          EventType.Warning,
          "FailedScheduling",
          "Scheduling");

  private final EventSeriesCache cache = new EventSeriesCache();
  private final Event event = new EventBuilder().withReason("FailedScheduling").build();

  @Test
  void secondEventMakesASeriesOfTwo() {
    cache.start(KEY, event, START);
    var series = cache.repeat(KEY, START.plusSeconds(1)).orElseThrow().getSeries();

    assertThat(series.getCount()).isEqualTo(2);
    assertThat(series.getLastObservedTime().getTime()).isEqualTo("2026-01-01T00:00:01.500000Z");
  }

  @Test
  void furtherEventsOnlyCount() {
    cache.start(KEY, event, START);
    cache.repeat(KEY, START.plusSeconds(1));

    assertThat(cache.repeat(KEY, START.plusSeconds(2))).isEmpty();
    assertThat(cache.repeat(KEY, START.plusSeconds(3))).isEmpty();
  }

  @Test
  void seriesIsWrittenAgainWhenItEnded() {
    cache.start(KEY, event, START);
    cache.repeat(KEY, START.plusSeconds(1));
    cache.repeat(KEY, START.plusSeconds(2));

    assertThat(cache.finish(START.plusSeconds(1).plus(EventSeriesCache.FINISH))).isEmpty();
    assertThat(cache.finish(START.plusSeconds(2).plus(EventSeriesCache.FINISH)))
        .singleElement()
        .satisfies(written -> assertThat(written.getSeries().getCount()).isEqualTo(3));
    assertThat(cache.isEmpty()).isTrue();
  }

  @Test
  void singleEventIsForgottenWithoutAWord() {
    cache.start(KEY, event, START);

    assertThat(cache.finish(START.plus(Duration.ofHours(1)))).isEmpty();
    assertThat(cache.contains(KEY)).isFalse();
  }
}
