package dev.timonier.server.metric;

import dev.timonier.server.filter.Peak;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.RequestBody;
import dev.timonier.storage.metric.Histogram;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/// The meters of all requests with the same labels, looked up once.
final class RequestMeters {
  /// The buckets of `apiserver_request_duration_seconds`.
  private static final double[] DURATIONS = {
    0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45,
    60
  };

  /// Those that count for objectives, which are of no use below that.
  static final double[] SLI_DURATIONS =
      Arrays.stream(DURATIONS).filter(bound -> bound >= 0.05).toArray();

  private static final double[] SIZES = {1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
  private static final double[] BODY_SIZES =
      IntStream.range(0, 31).mapToDouble(step -> 50_000 + 100_000 * step).toArray();

  private record CodeCounter(int code, LongAdder count) {}

  private final RequestLabels labels;
  private final Metrics metrics;
  private final LongSupplier nanoTime;
  private final Histogram duration;
  private final Histogram sli;
  private final Histogram size;
  private final Optional<Histogram> bodySize;
  private final Optional<WatchMeters> watch;
  private final Peak underWay = new Peak();
  private final List<CodeCounter> byCode = new CopyOnWriteArrayList<>();

  RequestMeters(RequestLabels labels, Metrics metrics, LongSupplier nanoTime) {
    this.labels = labels;
    this.metrics = metrics;
    this.nanoTime = nanoTime;
    this.duration =
        metrics.histogram(
            "apiserver_request_duration_seconds",
            "[STABLE] Response latency distribution in seconds for each verb, dry run value, group,"
                + " version, resource, subresource, scope and component.",
            labels.all(),
            DURATIONS);
    this.sli =
        metrics.histogram(
            "apiserver_request_sli_duration_seconds",
            "[ALPHA] Response latency distribution (not counting webhook duration and priority &"
                + " fairness queue wait times) in seconds for each verb, group, version, resource,"
                + " subresource, scope and component.",
            labels.withoutDryRun(),
            SLI_DURATIONS);
    this.size =
        metrics.histogram(
            "apiserver_response_sizes",
            "[STABLE] Response size distribution in bytes for each group, version, verb, resource,"
                + " subresource, scope and component.",
            labels.withoutDryRun(),
            SIZES);
    this.bodySize = labels.verbOfBody().map(this::bodySizes);
    this.watch =
        labels.isWatch() ? Optional.of(new WatchMeters(labels, metrics)) : Optional.empty();
    if (labels.isLongRunning()) {
      tellUnderWay();
    }
  }

  private Histogram bodySizes(String verb) {
    return metrics.histogram(
        "apiserver_request_body_size_bytes",
        "[ALPHA] Apiserver request body size in bytes broken out by resource and verb.",
        Map.of("group", labels.group(), "resource", labels.resource(), "verb", verb),
        BODY_SIZES);
  }

  private void tellUnderWay() {
    metrics.gauge(
        "apiserver_longrunning_requests",
        "[STABLE] Gauge of all active long-running apiserver requests broken out by verb, group,"
            + " version, resource, scope and component. Not all requests are tracked this way.",
        labels.withoutDryRun(),
        underWay::present);
  }

  Optional<WatchMeters> watch() {
    return watch;
  }

  /// A request begins.
  ///
  /// @param validated measures those with the same validation of fields
  Measurement begin(Measurement.Start start, Histogram validated) {
    underWay.enter();
    return new Measurement(this, validated, start, now());
  }

  /// The same call, whose body is measured when it is read.
  ApiCall measured(ApiCall call) {
    return bodySize
        .map(sizes -> call.with(new MeasuredBody(call.request().body(), sizes)))
        .orElse(call);
  }

  private record MeasuredBody(RequestBody body, Histogram sizes) implements RequestBody {
    @Override
    public byte[] get() {
      var bytes = body.get();
      sizes.record(bytes.length);
      return bytes;
    }

    @Override
    public InputStream stream() {
      return body.stream();
    }
  }

  long now() {
    return nanoTime.getAsLong();
  }

  /// It was none.
  void drop() {
    underWay.leave();
  }

  /// It ended.
  ///
  /// @param took in nanoseconds
  /// @param bytes of the body; negative when they were not counted
  void end(long took, int code, long bytes) {
    underWay.leave();
    duration.recordNanos(took);
    if (labels.dryRun().isEmpty()) {
      sli.recordNanos(took);
    }
    counter(code).increment();
    if (bytes >= 0 && labels.isReadOnly()) {
      size.record((double) bytes);
    }
  }

  private LongAdder counter(int code) {
    for (var known : byCode) {
      if (known.code == code) {
        return known.count;
      }
    }
    return newCounter(code);
  }

  /// Two threads may come at once: both are given the same.
  private LongAdder newCounter(int code) {
    var count = total(metrics, labels, code);
    byCode.add(new CodeCounter(code, count));
    return count;
  }

  /// All requests with some labels that were answered by the same code.
  static LongAdder total(Metrics metrics, RequestLabels labels, int code) {
    return metrics.counter(
        "apiserver_request_total",
        "[STABLE] Counter of apiserver requests broken out for each verb, dry run value, group,"
            + " version, resource, scope, component, and HTTP response code.",
        RequestLabels.with(labels.all(), "code", Integer.toString(code)));
  }
}
