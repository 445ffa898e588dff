package dev.timonier.server.metric;

import dev.timonier.server.filter.Handler;
import dev.timonier.server.health.Health;
import dev.timonier.server.health.HealthNotes;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import dev.timonier.storage.metric.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// What the checks of health have found, at `/metrics/slis`
/// (<https://kubernetes.io/docs/reference/instrumentation/slis/>).
public final class HealthMeters implements HealthNotes, Handler {
  private final Map<Check, Health> last = new ConcurrentHashMap<>();
  private final Map<Finding, LongAdder> counts = new ConcurrentHashMap<>();

  private record Check(String name, String endpoint) {
    Metric.Gauge metric(Health found) {
      return new Metric.Gauge(
          "kubernetes_healthcheck",
          "[STABLE] This metric records the result of a single healthcheck.",
          Map.of("name", name, "type", endpoint),
          () -> found == Health.SUCCESS ? 1 : 0);
    }
  }

  private record Finding(Check check, Health found) {
    Metric.Counter metric(LongAdder count) {
      var status = found.name().toLowerCase(Locale.ROOT);
      return new Metric.Counter(
          "kubernetes_healthchecks_total",
          "[STABLE] This metric records the results of all healthcheck.",
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
    if (MetricsHandler.isReset(call)) {
      last.clear();
      counts.clear();
      return MetricsHandler.reset();
    }
    return TextFormat.reply(all());
  }

  private List<Metric> all() {
    var all = new ArrayList<Metric>();
    all.add(ProcessMeters.start("[ALPHA] "));
    last.forEach((check, found) -> all.add(check.metric(found)));
    counts.forEach((finding, count) -> all.add(finding.metric(count)));
    return all;
  }
}
