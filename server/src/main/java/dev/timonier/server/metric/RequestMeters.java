package dev.timonier.server.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/// The meters of all requests with the same labels, looked up once.
final class RequestMeters {
  /// The buckets of `apiserver_request_duration_seconds`, in milliseconds.
  private static final Duration[] DURATIONS =
      LongStream.of(
              5, 25, 50, 100, 200, 400, 600, 800, 1000, 1250, 1500, 2000, 3000, 4000, 5000, 6000,
              8000, 10_000, 15_000, 20_000, 30_000, 45_000, 60_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private static final double[] SIZES = {1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

  private record CodeCounter(int code, Counter counter) {}

  private final RequestLabels labels;
  private final MeterRegistry registry;
  private final Timer duration;
  private final DistributionSummary size;
  private final Peak underWay;
  private final List<CodeCounter> byCode = new CopyOnWriteArrayList<>();

  /// @param underWay counts these requests and others
  RequestMeters(RequestLabels labels, MeterRegistry registry, Peak underWay) {
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
    return new RequestMeters(labels, registry, underWay);
  }

  /// A request begins.
  Measurement begin() {
    underWay.enter();
    return new Measurement(this, now());
  }

  long now() {
    return registry.config().clock().monotonicTime();
  }

  /// It ended.
  ///
  /// @param bytes of the body; negative when they were not counted
  void end(long begin, int code, long bytes) {
    underWay.leave();
    duration.record(now() - begin, TimeUnit.NANOSECONDS);
    counter(code).increment();
    if (bytes >= 0 && labels.isReadOnly()) {
      size.record((double) bytes);
    }
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
        Counter.builder("apiserver_request_total")
            .description(
                "Counter of apiserver requests broken out for each verb, dry run value, group,"
                    + " version, resource, scope, component, and HTTP response code.")
            .tags(labels.tags().and("code", Integer.toString(code)))
            .register(registry);
    byCode.add(new CodeCounter(code, counter));
    return counter;
  }
}
