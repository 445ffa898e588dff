package dev.timonier.server.metric;

import dev.timonier.storage.metric.Metric;
import dev.timonier.storage.metric.StoreMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.Collector;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// All meters of a server and its store.
///
/// Micrometer takes some tens of milliseconds to load, so that is done beside the start of the
/// server. Stores do not wait for it: they count on their own, and are read when somebody asks.
public final class Metrics {
  private final StoreMetrics store = new StoreMetrics();
  private final CompletableFuture<PrometheusMeterRegistry> meters;

  /// @param executor loads Micrometer
  public Metrics(Executor executor) {
    this.meters = CompletableFuture.supplyAsync(this::load, executor);
  }

  private PrometheusMeterRegistry load() {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    ProcessMeters.register(registry);
    registry.getPrometheusRegistry().register(new MetricCollector(store::all));
    return registry;
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
