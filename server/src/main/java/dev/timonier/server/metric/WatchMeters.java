package dev.timonier.server.metric;

import dev.timonier.storage.metric.Histogram;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/// The meters of all watches with the same labels.
final class WatchMeters {
  private static final double[] LIST_DURATIONS = {
    0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 2, 4, 6, 8, 10, 15, 20, 30, 45, 60
  };

  private static final double[] EVENT_SIZES =
      IntStream.range(10, 18).mapToDouble(power -> 1 << power).toArray();

  private final LongAdder events;
  private final Histogram sizes;
  private final Histogram lists;
  private final LongAdder cut;

  WatchMeters(RequestLabels labels, Metrics metrics) {
    this.events =
        metrics.counter(
            "apiserver_watch_events_total",
            "[ALPHA] Number of events sent in watch clients",
            labels.ofResource());
    this.sizes =
        metrics.histogram(
            "apiserver_watch_events_sizes",
            "[ALPHA] Watch event size distribution in bytes",
            labels.ofResource(),
            EVENT_SIZES);
    this.lists =
        metrics.histogram(
            "apiserver_watch_list_duration_seconds",
            "[BETA] Response latency distribution in seconds for watch list requests broken by"
                + " group, version, resource and scope.",
            RequestLabels.with(labels.ofResource(), "scope", labels.scope()),
            LIST_DURATIONS);
    this.cut =
        metrics.counter(
            "apiserver_terminated_watchers_total",
            "[ALPHA] Counter of watchers closed due to unresponsiveness broken by resource type.",
            Map.of("group", labels.group(), "resource", labels.resource()));
  }

  /// An event was sent.
  void sent(int bytes) {
    events.increment();
    sizes.record(bytes);
  }

  /// All that there was has been told.
  ///
  /// @param took in nanoseconds
  void listed(long took) {
    lists.recordNanos(took);
  }

  /// A client that was too slow was cut.
  void cut() {
    cut.increment();
  }
}
