package dev.timonier.server.metric;

import static java.util.stream.Collectors.toMap;

import dev.timonier.storage.metric.Histogram;
import dev.timonier.storage.metric.Metric;
import dev.timonier.storage.metric.StoreMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.Collector;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// All meters of a server and its store.
///
/// Micrometer takes some tens of milliseconds to load, so that is done beside the start of the
/// server. Stores do not wait for it: they count on their own, and are read when somebody asks.
public final class Metrics {
  private final StoreMetrics store = new StoreMetrics();
  private final Map<Series, Histogram> histograms = new ConcurrentHashMap<>();
  private final CompletableFuture<PrometheusMeterRegistry> meters;

  /// Values of one name and one set of labels.
  private record Series(String name, String help, Map<String, String> labels) {}

  /// @param executor loads Micrometer
  public Metrics(Executor executor) {
    this.meters = CompletableFuture.supplyAsync(this::load, executor);
  }

  private PrometheusMeterRegistry load() {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    ProcessMeters.register(registry);
    registry.getPrometheusRegistry().register(new MetricCollector(store::all));
    registry.getPrometheusRegistry().register(new MetricCollector(this::sizes));
    registry.getPrometheusRegistry().register(new MetricCollector(this::distributions));
    return registry;
  }

  /// How large the stores are that tell it, by the name that kube-apiserver has for it.
  private List<Metric> sizes() {
    return store.all().stream()
        .filter(metric -> metric.name().equals("etcd_mvcc_db_total_size_in_bytes"))
        .<Metric>mapMulti(
            (metric, sizes) -> {
              if (metric instanceof Metric.Gauge(_, _, _, var value)) {
                sizes.accept(
                    new Metric.Gauge(
                        "apiserver_storage_size_bytes",
                        "Size of the storage database file physically allocated in bytes.",
                        Map.of("storage_cluster_id", "etcd-0"),
                        value));
              }
            })
        .toList();
  }

  private List<Metric> distributions() {
    return histograms.entrySet().stream()
        .map(entry -> shown(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Metric shown(Series series, Histogram values) {
    return new Metric.Distribution(series.name, series.help, series.labels, values);
  }

  /// Shows how large something is. Micrometer's own are dearer, and tell a maximum beside each that
  /// Kubernetes does not have.
  ///
  /// @param bounds used for the first of this name and these labels, which all share
  Histogram histogram(String name, String help, Tags labels, double[] bounds) {
    var all = labels.stream().collect(toMap(Tag::getKey, Tag::getValue));
    return histograms.computeIfAbsent(new Series(name, help, all), _ -> Histogram.of(bounds));
  }

  /// Where the parts of a server register what they count. The first call may wait a moment.
  public MeterRegistry meters() {
    return meters.join();
  }

  /// Where the store tells what it counts.
  public StoreMetrics store() {
    return store;
  }

  /// Adds what is counted without Micrometer, whose loading it does not wait for.
  ///
  /// @param counted asked whenever somebody reads
  void show(Supplier<List<Metric>> counted) {
    var collector = new MetricCollector(counted);
    var _ = meters.thenAccept(loaded -> loaded.getPrometheusRegistry().register(collector));
  }

  /// Adds what Micrometer has no meter for.
  void register(Collector collector) {
    meters.join().getPrometheusRegistry().register(collector);
  }

  /// All meters in a format of Prometheus.
  ///
  /// @param contentType one that it knows
  byte[] scrape(String contentType) {
    return meters.join().scrape(contentType).getBytes(StandardCharsets.UTF_8);
  }
}
