package dev.timonier.server.metric;

import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.filter.Handler;
import dev.timonier.server.filter.InFlight;
import dev.timonier.server.filter.Peak;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// Counts and measures the requests that were let through, as kube-apiserver does: those that have
/// a handler.
public final class RequestMetrics implements Handler {
  private final Metrics metrics;
  private final KnownCalls known;
  private final LongSupplier nanoTime;
  private final Handler next;
  private final ValidationMeters validations;
  private final Map<RequestLabels, RequestMeters> allMeters = new ConcurrentHashMap<>();
  private final Set<Map<String, String>> deprecated = ConcurrentHashMap.newKeySet();

  /// @param known which calls are of something that is there: others could have any labels
  /// @param nanoTime a clock
  public RequestMetrics(
      Metrics metrics, InFlight inFlight, KnownCalls known, LongSupplier nanoTime, Handler next) {
    this.metrics = metrics;
    this.known = known;
    this.nanoTime = nanoTime;
    this.next = next;
    this.validations = new ValidationMeters(metrics);
    gauge("readOnly", inFlight.readOnly());
    gauge("mutating", inFlight.mutating());
  }

  private void gauge(String kind, Peak underWay) {
    metrics.gauge(
        "apiserver_current_inflight_requests",
        "[STABLE] Maximal number of currently used inflight request limit of this apiserver per"
            + " request kind in last second.",
        Map.of("request_kind", kind),
        underWay::takeMost);
  }

  @Override
  public Reply answer(ApiCall call) {
    var labels = known.labels(call);
    return labels.isEmpty() ? next.answer(call) : answer(call, labels.get());
  }

  private Reply answer(ApiCall call, RequestLabels labels) {
    var start =
        labels.isWatch() && beginsWithAll(call)
            ? Measurement.Start.WITH_ALL_OBJECTS
            : Measurement.Start.OTHER;
    var meters = allMeters.computeIfAbsent(labels, this::metersOf);
    var measurement = meters.begin(start, validations.of(call));
    try {
      return measurement.of(next.answer(meters.measured(call)));
    } catch (ApiException e) {
      if (e.isUnrouted()) {
        measurement.dropped();
      } else {
        measurement.failed(e.code());
      }
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
    return new RequestMeters(labels, metrics, nanoTime);
  }

  /// Said once, though each verb has labels of its own.
  private void deprecated(RequestLabels labels) {
    var subresource = RequestLabels.with(labels.ofResource(), "subresource", labels.subresource());
    var all = RequestLabels.with(subresource, "removed_release", "");
    if (deprecated.add(all)) {
      metrics.gauge(
          "apiserver_requested_deprecated_apis",
          "[STABLE] Gauge of deprecated APIs that have been requested, broken out by API group,"
              + " version, resource, subresource, and removed_release.",
          all,
          () -> 1);
    }
  }
}
