package dev.timonier.storage.etcd;

import dev.timonier.storage.metric.Histogram;
import dev.timonier.storage.metric.Metric;
import dev.timonier.storage.metric.StoreMeters;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;

/// How long etcd takes to answer, and how often it fails, by kube-apiserver's names.
///
/// @param reads of requests that change nothing
/// @param writes of the others
record RequestMeters(Kind reads, Kind writes) {
  /// The meters of one kind of request.
  record Kind(Histogram durations, LongAdder requests, LongAdder errors) {
    private static Kind of(String operation, StoreMeters meters) {
      var kind = new Kind(newHistogram(), new LongAdder(), new LongAdder());
      var labels = Map.of("operation", operation);
      meters
          .register(
              new Metric.Distribution(
                  "etcd_request_duration_seconds",
                  "Etcd request latency in seconds for each operation.",
                  labels,
                  kind.durations))
          .register(
              new Metric.Counter(
                  "etcd_requests_total",
                  "Etcd request counts for each operation.",
                  labels,
                  kind.requests::sum))
          .register(
              new Metric.Counter(
                  "etcd_request_errors_total",
                  "Etcd failed request counts for each operation.",
                  labels,
                  kind.errors::sum));
      return kind;
    }

    private static Histogram newHistogram() {
      return Histogram.of(
          LongStream.of(
                  5, 25, 50, 100, 200, 400, 600, 800, 1000, 1250, 1500, 2000, 3000, 4000, 5000,
                  6000, 8000, 10_000, 15_000, 20_000, 30_000, 45_000, 60_000)
              .mapToObj(Duration::ofMillis));
    }

    long now() {
      return System.nanoTime();
    }

    void answered(long since) {
      requests.increment();
      durations.recordSince(since);
    }

    void failed(long since) {
      errors.increment();
      answered(since);
    }
  }

  static RequestMeters of(StoreMeters meters) {
    return new RequestMeters(Kind.of("get", meters), Kind.of("update", meters));
  }
}
