package dev.timonier.server.metric;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// All meters of a server and its store.
///
/// Their exposition for Prometheus takes some tens of milliseconds to load, so it is made beside
/// the start of the server; what happens before it is there is not counted.
public final class Metrics {
  private final CompositeMeterRegistry meters = new CompositeMeterRegistry();
  private final CompletableFuture<PrometheusMeterRegistry> exposition;

  /// @param executor loads the exposition
  public Metrics(Executor executor) {
    ProcessMeters.register(meters);
    this.exposition = CompletableFuture.supplyAsync(this::expose, executor);
  }

  private PrometheusMeterRegistry expose() {
    var prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    meters.add(prometheus);
    return prometheus;
  }

  /// Where the parts of a server register what they count.
  public MeterRegistry meters() {
    return meters;
  }

  /// All meters in a format of Prometheus.
  ///
  /// @param contentType one that it knows
  byte[] scrape(String contentType) {
    return exposition.join().scrape(contentType).getBytes(StandardCharsets.UTF_8);
  }
}
