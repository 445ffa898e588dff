package dev.timonier.server.resource.core.service.allocation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.network.Cidr;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.watchcache.Selection;
import dev.timonier.server.watchcache.WatchCache;
import java.util.List;

/// The ranges that cluster IPs come from, as ServiceCIDRs name them.
final class ServiceCidrs {
  private static final GroupResource RESOURCE =
      new GroupResource("networking.k8s.io", "servicecidrs");

  private final WatchCache cache;

  ServiceCidrs(WatchCache cache) {
    this.cache = cache;
  }

  /// The ranges that are ready and there to stay.
  List<Cidr> usable() {
    return cache.present(RESOURCE, Selection.everything()).stream()
        .map(object -> object.stored().read())
        .filter(ServiceCidrs::isUsable)
        .flatMap(object -> Trees.stream(object.spec().path("cidrs")))
        .flatMap(cidr -> Cidr.parse(cidr.asText()).stream())
        .toList();
  }

  private static boolean isUsable(ApiObject object) {
    return !object.metadata().isBeingDeleted()
        && Trees.stream(object.status().path("conditions")).anyMatch(ServiceCidrs::isReady);
  }

  private static boolean isReady(JsonNode condition) {
    return condition.path("type").asText().equals("Ready")
        && condition.path("status").asText().equals("True");
  }
}
