package dev.timonier.server.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.request.Headers;
import dev.timonier.server.request.Reply;
import dev.timonier.storage.metric.Histogram;
import org.junit.jupiter.api.Test;

class MeasurementTest {
  private static final byte[] FRAME = {1, 2, 3};

  private final Metrics metrics = new Metrics();
  private final RequestMeters watches =
      new RequestMeters(
          new RequestLabels("WATCH", "", "", "v1", "pods", "", "cluster", "apiserver"),
          metrics,
          () -> 0);

  private static AutoCloseable pushTwice(Reply.FrameSink sink) {
    sink.push(FRAME);
    sink.push(FRAME);
    return () -> {};
  }

  /// Takes no more than some frames.
  private static final class Slow implements Reply.FrameSink {
    private int left;

    private Slow(int frames) {
      this.left = frames;
    }

    @Override
    public boolean push(byte[] frame) {
      return left-- > 0;
    }

    @Override
    public boolean awaitRoom() {
      return true;
    }

    @Override
    public void end() {}
  }

  private String toldAfterPushingTo(Slow client) {
    var reply = new Reply.Pushed(200, new Headers(), MeasurementTest::pushTwice);
    var measurement = watches.begin(Measurement.Start.OTHER, Histogram.of(1));
    if (measurement.of(reply) instanceof Reply.Pushed measured) {
      var _ = measured.source().start(client);
    }
    return TextFormat.write(metrics.all());
  }

  @Test
  void watcherThatIsCutIsCountedOnce() {
    assertThat(toldAfterPushingTo(new Slow(0)))
        .contains("apiserver_terminated_watchers_total{group=\"\",resource=\"pods\"} 1\n");
  }

  @Test
  void watcherThatKeepsUpIsNoneThatWasCut() {
    assertThat(toldAfterPushingTo(new Slow(2)))
        .contains("apiserver_watch_events_total{group=\"\",resource=\"pods\",version=\"v1\"} 2\n")
        .doesNotContain("apiserver_terminated_watchers_total");
  }
}
