package dev.timonier.server.metric;

import dev.timonier.server.filter.Peak;
import dev.timonier.storage.metric.Histogram;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// The meters of all requests with the same labels, looked up once.
final class RequestMeters {
  static final String TOTAL = "apiserver_request_total";
  static final String TOTAL_HELP =
      "Counter of apiserver requests broken out for each verb, dry run value, group,"
          + " version, resource, scope, component, and HTTP response code.";

  /// The buckets of `apiserver_request_duration_seconds`.
  private static final double[] DURATIONS = {
    0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45,
    60
  };

  /// Those of `apiserver_request_sli_duration_seconds`.
  private static final double[] SLI_DURATIONS =
      Arrays.stream(DURATIONS).filter(bound -> bound >= 0.05).toArray();

  /// Those of `apiserver_watch_list_duration_seconds`.
  private static final double[] LIST_DURATIONS = {
    0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 2, 4, 6, 8, 10, 15, 20, 30, 45, 60
  };

  private static final double[] SIZES = {1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
  private static final double[] EVENT_SIZES =
      IntStream.range(10, 18).mapToDouble(power -> 1 << power).toArray();
  private static final double NANOS_PER_SECOND = 1e9;

  private record CodeCounter(int code, Counter counter) {}

  private final RequestLabels labels;
  private final Metrics metrics;
  private final MeterRegistry registry;
  private final Histogram duration;
  private final Histogram sli;
  private final Histogram size;
  private final IntConsumer event;
  private final Peak underWay;
  private final List<CodeCounter> byCode = new CopyOnWriteArrayList<>();

  /// @param underWay counts these requests and others
  /// @param event counts the events of watches and their bytes
  private RequestMeters(RequestLabels labels, Metrics metrics, Peak underWay, IntConsumer event) {
    this.event = event;
    this.labels = labels;
    this.metrics = metrics;
    this.registry = metrics.meters();
    this.underWay = underWay;
    this.duration =
        metrics.histogram(
            "apiserver_request_duration_seconds",
            "Response latency distribution in seconds for each verb, dry run value, group, version,"
                + " resource, subresource, scope and component.",
            labels.tags(),
            DURATIONS);
    this.sli =
        metrics.histogram(
            "apiserver_request_sli_duration_seconds",
            "Response latency distribution (not counting webhook duration and priority & fairness"
                + " queue wait times) in seconds for each verb, group, version, resource,"
                + " subresource, scope and component.",
            labels.tagsWithoutDryRun(),
            SLI_DURATIONS);
    this.size =
        metrics.histogram(
            "apiserver_response_sizes",
            "Response size distribution in bytes for each group, version, verb, resource,"
                + " subresource, scope and component.",
            labels.tagsWithoutDryRun(),
            SIZES);
  }

  /// Counts long-running requests by their labels, too.
  static RequestMeters longRunning(RequestLabels labels, Metrics metrics) {
    var underWay = new Peak();
    Gauge.builder("apiserver_longrunning_requests", underWay, Peak::present)
        .description(
            "Gauge of all active long-running apiserver requests broken out by verb, group,"
                + " version, resource, scope and component. Not all requests are tracked this way.")
        .tags(labels.tagsWithoutDryRun())
        .strongReference(true)
        .register(metrics.meters());
    IntConsumer events = labels.isWatch() ? events(labels, metrics) : RequestMeters::ignore;
    return new RequestMeters(labels, metrics, underWay, events);
  }

  private static void ignore(int bytes) {}

  private static IntConsumer events(RequestLabels labels, Metrics metrics) {
    var count =
        Counter.builder("apiserver_watch_events_total")
            .description("Number of events sent in watch clients")
            .tags(labels.ofResource())
            .register(metrics.meters());
    var sizes =
        metrics.histogram(
            "apiserver_watch_events_sizes",
            "Watch event size distribution in bytes",
            labels.ofResource(),
            EVENT_SIZES);
    return bytes -> {
      count.increment();
      sizes.record(bytes);
    };
  }

  static RequestMeters of(RequestLabels labels, Metrics metrics) {
    return new RequestMeters(labels, metrics, new Peak(), RequestMeters::ignore);
  }

  /// A request begins.
  Measurement begin(Measurement.Start start) {
    underWay.enter();
    return new Measurement(this, start, now());
  }

  /// A watch has told what there was.
  void listed(long begin) {
    metrics
        .histogram(
            "apiserver_watch_list_duration_seconds",
            "Response latency distribution in seconds for watch list requests broken by group,"
                + " version, resource and scope.",
            labels.ofResource().and("scope", labels.scope()),
            LIST_DURATIONS)
        .record(secondsSince(begin));
  }

  private double secondsSince(long begin) {
    return (now() - begin) / NANOS_PER_SECOND;
  }

  long now() {
    return registry.config().clock().monotonicTime();
  }

  /// It ended.
  ///
  /// @param bytes of the body; negative when they were not counted
  void end(long begin, int code, long bytes) {
    underWay.leave();
    var took = secondsSince(begin);
    duration.record(took);
    if (labels.dryRun().isEmpty()) {
      sli.record(took);
    }
    counter(code).increment();
    if (bytes >= 0 && labels.isReadOnly()) {
      size.record((double) bytes);
    }
  }

  /// A watch has sent an event.
  void sent(int bytes) {
    event.accept(bytes);
  }

  private Counter counter(int code) {
    for (var known : byCode) {
      if (known.code == code) {
        return known.counter;
      }
    }
    return newCounter(code);
  }

  /// Two threads may come at once: the registry gives both the same.
  private Counter newCounter(int code) {
    var counter =
        Counter.builder(TOTAL)
            .description(TOTAL_HELP)
            .tags(labels.tags().and("code", Integer.toString(code)))
            .register(registry);
    byCode.add(new CodeCounter(code, counter));
    return counter;
  }
}
