package dev.timonier.server.metric;

import dev.timonier.server.filter.Peak;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// The meters of all requests with the same labels, looked up once.
final class RequestMeters {
  static final String TOTAL = "apiserver_request_total";
  static final String TOTAL_HELP =
      "Counter of apiserver requests broken out for each verb, dry run value, group,"
          + " version, resource, scope, component, and HTTP response code.";

  /// The buckets of `apiserver_request_duration_seconds`, in milliseconds.
  private static final Duration[] DURATIONS =
      LongStream.of(
              5, 25, 50, 100, 200, 400, 600, 800, 1000, 1250, 1500, 2000, 3000, 4000, 5000, 6000,
              8000, 10_000, 15_000, 20_000, 30_000, 45_000, 60_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  /// Those of `apiserver_request_sli_duration_seconds`.
  private static final Duration[] SLI_DURATIONS =
      Arrays.stream(DURATIONS).filter(d -> d.toMillis() >= 50).toArray(Duration[]::new);

  /// Those of `apiserver_watch_list_duration_seconds`.
  private static final Duration[] LIST_DURATIONS =
      LongStream.of(
              50, 100, 200, 400, 600, 800, 1000, 2000, 4000, 6000, 8000, 10_000, 15_000, 20_000,
              30_000, 45_000, 60_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private static final double[] SIZES = {1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
  private static final double[] EVENT_SIZES =
      IntStream.range(10, 18).mapToDouble(power -> 1 << power).toArray();

  private record CodeCounter(int code, Counter counter) {}

  private final RequestLabels labels;
  private final MeterRegistry registry;
  private final Timer duration;
  private final Timer sli;
  private final DistributionSummary size;
  private final IntConsumer event;
  private final Peak underWay;
  private final List<CodeCounter> byCode = new CopyOnWriteArrayList<>();

  /// @param underWay counts these requests and others
  /// @param event counts the events of watches and their bytes
  private RequestMeters(
      RequestLabels labels, MeterRegistry registry, Peak underWay, IntConsumer event) {
    this.event = event;
    this.labels = labels;
    this.registry = registry;
    this.underWay = underWay;
    this.duration =
        Timer.builder("apiserver_request_duration_seconds")
            .description(
                "Response latency distribution in seconds for each verb, dry run value, group,"
                    + " version, resource, subresource, scope and component.")
            .tags(labels.tags())
            .serviceLevelObjectives(DURATIONS)
            .register(registry);
    this.sli =
        Timer.builder("apiserver_request_sli_duration_seconds")
            .description(
                "Response latency distribution (not counting webhook duration and priority &"
                    + " fairness queue wait times) in seconds for each verb, group, version,"
                    + " resource, subresource, scope and component.")
            .tags(labels.tagsWithoutDryRun())
            .serviceLevelObjectives(SLI_DURATIONS)
            .register(registry);
    this.size =
        DistributionSummary.builder("apiserver_response_sizes")
            .description(
                "Response size distribution in bytes for each group, version, verb, resource,"
                    + " subresource, scope and component.")
            .tags(labels.tagsWithoutDryRun())
            .serviceLevelObjectives(SIZES)
            .register(registry);
  }

  /// Counts long-running requests by their labels, too.
  static RequestMeters longRunning(RequestLabels labels, MeterRegistry registry) {
    var underWay = new Peak();
    Gauge.builder("apiserver_longrunning_requests", underWay, Peak::present)
        .description(
            "Gauge of all active long-running apiserver requests broken out by verb, group,"
                + " version, resource, scope and component. Not all requests are tracked this way.")
        .tags(labels.tagsWithoutDryRun())
        .strongReference(true)
        .register(registry);
    IntConsumer events = labels.isWatch() ? events(labels, registry) : RequestMeters::ignore;
    return new RequestMeters(labels, registry, underWay, events);
  }

  private static void ignore(int bytes) {}

  private static IntConsumer events(RequestLabels labels, MeterRegistry registry) {
    var count =
        Counter.builder("apiserver_watch_events_total")
            .description("Number of events sent in watch clients")
            .tags(labels.ofResource())
            .register(registry);
    var sizes =
        DistributionSummary.builder("apiserver_watch_events_sizes")
            .description("Watch event size distribution in bytes")
            .tags(labels.ofResource())
            .serviceLevelObjectives(EVENT_SIZES)
            .register(registry);
    return bytes -> {
      count.increment();
      sizes.record(bytes);
    };
  }

  static RequestMeters of(RequestLabels labels, MeterRegistry registry) {
    return new RequestMeters(labels, registry, new Peak(), RequestMeters::ignore);
  }

  /// A request begins.
  Measurement begin(Measurement.Start start) {
    underWay.enter();
    return new Measurement(this, start, now());
  }

  /// A watch has told what there was.
  void listed(long begin) {
    Timer.builder("apiserver_watch_list_duration_seconds")
        .description(
            "Response latency distribution in seconds for watch list requests broken by group,"
                + " version, resource and scope.")
        .tags(labels.ofResource().and("scope", labels.scope()))
        .serviceLevelObjectives(LIST_DURATIONS)
        .register(registry)
        .record(now() - begin, TimeUnit.NANOSECONDS);
  }

  long now() {
    return registry.config().clock().monotonicTime();
  }

  /// It ended.
  ///
  /// @param bytes of the body; negative when they were not counted
  void end(long begin, int code, long bytes) {
    underWay.leave();
    var took = now() - begin;
    duration.record(took, TimeUnit.NANOSECONDS);
    if (labels.dryRun().isEmpty()) {
      sli.record(took, TimeUnit.NANOSECONDS);
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
