package dev.timonier.server.metric;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.timonier.server.filter.Handler;
import dev.timonier.server.health.Health;
import dev.timonier.server.health.HealthNotes;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import dev.timonier.storage.metric.Metric;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// What the checks of health have found, at `/metrics/slis`
/// (<https://kubernetes.io/docs/reference/instrumentation/slis/>). They are asked long before
/// anybody reads this, so that it counts without Micrometer.
public final class HealthMeters implements HealthNotes, Handler {
  private final Map<Check, Health> last = new ConcurrentHashMap<>();
  private final Map<Finding, LongAdder> counts = new ConcurrentHashMap<>();

  private record Check(String name, String endpoint) {
    Metric.Gauge metric(Health found) {
      return new Metric.Gauge(
          "kubernetes_healthcheck",
          "This metric records the result of a single healthcheck.",
          Map.of("name", name, "type", endpoint),
          () -> found == Health.SUCCESS ? 1 : 0);
    }
  }

  private record Finding(Check check, Health found) {
    Metric.Counter metric(LongAdder count) {
      var status = found.name().toLowerCase(Locale.ROOT);
      return new Metric.Counter(
          "kubernetes_healthchecks_total",
          "This metric records the results of all healthcheck.",
          Map.of("name", check.name, "type", check.endpoint, "status", status),
          count::sum);
    }
  }

  @Override
  public void checked(String name, String endpoint, Health found) {
    var check = new Check(name, endpoint);
    last.put(check, found);
    counts.computeIfAbsent(new Finding(check, found), _ -> new LongAdder()).increment();
  }

  @Override
  public Reply answer(ApiCall call) {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.getPrometheusRegistry().register(new MetricCollector(this::all));
    return MetricsFormat.wanted(call).reply(type -> registry.scrape(type).getBytes(UTF_8));
  }

  private List<Metric> all() {
    var all = new ArrayList<Metric>();
    last.forEach((check, found) -> all.add(check.metric(found)));
    counts.forEach((finding, count) -> all.add(finding.metric(count)));
    return all;
  }
}
