package dev.timonier.storage.etcd;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/// How long etcd takes to answer, and how often it fails, by kube-apiserver's names.
final class RequestMeters {
  /// The buckets of `etcd_request_duration_seconds`, in milliseconds.
  private static final Duration[] BUCKETS =
      LongStream.of(
              5, 25, 50, 100, 200, 400, 600, 800, 1000, 1250, 1500, 2000, 3000, 4000, 5000, 6000,
              8000, 10_000, 15_000, 20_000, 30_000, 45_000, 60_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final Kind reads;
  private final Kind writes;

  /// The meters of one kind of request.
  record Kind(MeterRegistry registry, Timer duration, Counter requests, Counter errors) {
    private static Kind of(String operation, MeterRegistry registry) {
      return new Kind(
          registry,
          Timer.builder("etcd_request_duration_seconds")
              .description("Etcd request latency in seconds for each operation.")
              .tag("operation", operation)
              .serviceLevelObjectives(BUCKETS)
              .register(registry),
          Counter.builder("etcd_requests_total")
              .description("Etcd request counts for each operation.")
              .tag("operation", operation)
              .register(registry),
          Counter.builder("etcd_request_errors_total")
              .description("Etcd failed request counts for each operation.")
              .tag("operation", operation)
              .register(registry));
    }

    long now() {
      return registry.config().clock().monotonicTime();
    }

    void answered(long since) {
      requests.increment();
      duration.record(now() - since, TimeUnit.NANOSECONDS);
    }

    void failed(long since) {
      errors.increment();
      answered(since);
    }
  }

  RequestMeters(MeterRegistry registry) {
    this.reads = Kind.of("get", registry);
    this.writes = Kind.of("update", registry);
  }

  Kind reads() {
    return reads;
  }

  Kind writes() {
    return writes;
  }
}
