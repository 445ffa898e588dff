package dev.timonier.storage.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HistogramTest {
  @Test
  void valueIsInTheFirstBucketThatHoldsIt() {
    var histogram = Histogram.doubling(1, 3);
    for (var value : new double[] {0, 1, 1.5, 2, 4, 4.1, 100}) {
      histogram.record(value);
    }

    assertThat(histogram.bounds()).containsExactly(1, 2, 4);
    assertThat(histogram.counts()).containsExactly(2, 2, 1, 2);
    assertThat(histogram.count()).isEqualTo(7);
    assertThat(histogram.sum()).isEqualTo(112.6);
  }

  @Test
  void durationsAreInSeconds() {
    var histogram = Histogram.of(Stream.of(Duration.ofMillis(5), Duration.ofHours(1)));
    histogram.recordSince(System.nanoTime() - Duration.ofSeconds(1).toNanos());

    assertThat(histogram.bounds()).containsExactly(0.005, 3600);
    assertThat(histogram.counts()).containsExactly(0, 1, 0);
    assertThat(histogram.sum()).isGreaterThanOrEqualTo(1);
  }
}
