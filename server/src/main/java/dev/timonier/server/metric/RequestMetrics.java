package dev.timonier.server.metric;

import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.filter.Handler;
import dev.timonier.server.filter.InFlight;
import dev.timonier.server.filter.Peak;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Counts and measures the requests that were let through, as kube-apiserver does.
public final class RequestMetrics implements Handler {
  private final Metrics metrics;
  private final MeterRegistry registry;
  private final KnownCalls known;
  private final Handler next;
  private final Map<RequestLabels, RequestMeters> meters = new ConcurrentHashMap<>();
  private final Set<Tags> deprecated = ConcurrentHashMap.newKeySet();

  /// @param known which calls are of something that is there: others could have any labels
  public RequestMetrics(Metrics metrics, InFlight inFlight, KnownCalls known, Handler next) {
    this.metrics = metrics;
    this.registry = metrics.meters();
    this.known = known;
    this.next = next;
    gauge("readOnly", inFlight.readOnly());
    gauge("mutating", inFlight.mutating());
  }

  private void gauge(String kind, Peak underWay) {
    Gauge.builder("apiserver_current_inflight_requests", underWay, Peak::takeMost)
        .description(
            "Maximal number of requests of this apiserver under way per request kind since the"
                + " metrics were last read.")
        .tag("request_kind", kind)
        .strongReference(true)
        .register(registry);
  }

  @Override
  public Reply answer(ApiCall call) {
    if (!known.test(call)) {
      return next.answer(call);
    }
    var labels = RequestLabels.of(call);
    var start =
        labels.isWatch() && beginsWithAll(call)
            ? Measurement.Start.WITH_ALL_OBJECTS
            : Measurement.Start.OTHER;
    var measurement = meters.computeIfAbsent(labels, this::metersOf).begin(start);
    try {
      return measurement.of(next.answer(call));
    } catch (ApiException e) {
      measurement.failed(e.code());
      throw e;
    } catch (RuntimeException | Error e) {
      measurement.failed(500);
      throw e;
    }
  }

  private static boolean beginsWithAll(ApiCall call) {
    return call.query().isSet("sendInitialEvents") && call.query().isSet("allowWatchBookmarks");
  }

  private RequestMeters metersOf(RequestLabels labels) {
    if (known.areDeprecated(labels)) {
      deprecated(labels);
    }
    return labels.isLongRunning()
        ? RequestMeters.longRunning(labels, metrics)
        : RequestMeters.of(labels, metrics);
  }

  /// Said once, though each verb has labels of its own.
  private void deprecated(RequestLabels labels) {
    var tags = labels.ofResource().and("subresource", labels.subresource(), "removed_release", "");
    if (deprecated.add(tags)) {
      Gauge.builder("apiserver_requested_deprecated_apis", () -> 1)
          .description(
              "Gauge of deprecated APIs that have been requested, broken out by API group, version,"
                  + " resource, subresource, and removed_release.")
          .tags(tags)
          .register(registry);
    }
  }
}
