package dev.timonier.server.metric;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.resource.apiregistration.ApiServiceKind;
import dev.timonier.server.watchcache.CachedObject;
import dev.timonier.server.watchcache.Selection;
import dev.timonier.server.watchcache.WatchCache;
import dev.timonier.storage.metric.Metric;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Which APIServices are not available, as their status says when somebody reads it.
public record ApiServiceMeters(WatchCache cache) implements Supplier<List<Metric>> {
  private static final GroupResource API_SERVICES =
      new GroupResource("apiregistration.k8s.io", "apiservices");

  @Override
  public List<Metric> get() {
    return cache.list(API_SERVICES, Selection.everything(), "", Long.MAX_VALUE).objects().stream()
        .map(ApiServiceMeters::metric)
        .toList();
  }

  private static Metric metric(CachedObject service) {
    var unavailable = ApiServiceKind.isAvailable(service.stored().read().root()) ? 0 : 1;
    return new Metric.Gauge(
        "aggregator_unavailable_apiservice",
        "[ALPHA] Gauge of APIServices which are marked as unavailable broken down by APIService"
            + " name.",
        Map.of("name", service.path()),
        () -> unavailable);
  }
}
