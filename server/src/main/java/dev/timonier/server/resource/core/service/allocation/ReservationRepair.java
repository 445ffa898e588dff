package dev.timonier.server.resource.core.service.allocation;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.objectstore.ObjectKey;
import dev.timonier.server.resource.core.service.ServiceView;
import dev.timonier.server.watchcache.CachedObject;
import dev.timonier.server.watchcache.Selection;
import dev.timonier.server.watchcache.WatchCache;
import dev.timonier.storage.Durability;
import dev.timonier.storage.Guard;
import dev.timonier.storage.KeyRange;
import dev.timonier.storage.KeyValue;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.RangeRequest;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Brings reservations back in step with the Services, should someone have removed or made
/// IPAddresses by hand, or restored a part of the store: takes again what Services have, and gives
/// back what no Service has. What changes meanwhile is left alone.
public final class ReservationRepair {
  private static final GroupResource SERVICES = new GroupResource("", "services");

  private final RevisionedStore store;
  private final WatchCache cache;
  private final ClusterIps addresses;
  private final NodePorts ports;

  ReservationRepair(
      RevisionedStore store, WatchCache cache, ClusterIps addresses, NodePorts ports) {
    this.store = store;
    this.cache = cache;
    this.addresses = addresses;
    this.ports = ports;
  }

  public void run() {
    all(SERVICES).forEach(this::retake);
    all(ClusterIps.RESOURCE).forEach(this::releaseAddress);
    try (var entries = store.range(RangeRequest.latest(KeyRange.prefix(NodePorts.PREFIX)))) {
      entries.forEachRemaining(this::releasePort);
    }
  }

  private List<CachedObject> all(GroupResource resource) {
    return cache.present(resource, Selection.everything());
  }

  private void retake(CachedObject cached) {
    var service = cached.stored().read();
    var takings = new Takings(AllocationNotes.NONE);
    addresses.takeLost(service, takings);
    ports.takeLost(service, takings);
    var lost = takings.reservation();
    if (!lost.mutations().isEmpty()) {
      var guards = new ArrayList<>(lost.guards());
      guards.add(new Guard.Modified(key(service), cached.stored().revision()));
      cache.commit(new Transaction(guards, lost.mutations(), Durability.FULL));
    }
  }

  private void releaseAddress(CachedObject cached) {
    var object = cached.stored().read();
    if (!ClusterIps.MANAGER.equals(object.metadata().labels().get(ClusterIps.MANAGED))) {
      return;
    }
    var parent = object.spec().path("parentRef");
    var path = ObjectKey.path(parent.path("namespace").asText(), parent.path("name").asText());
    var service = service(path);
    if (service.filter(s -> view(s).takenClusterIps().contains(object.name())).isEmpty()) {
      var key = StoreKey.of(ObjectKey.prefix(ClusterIps.RESOURCE) + cached.path());
      release(key, new Guard.Modified(key, cached.stored().revision()), path, service);
    }
  }

  private void releasePort(KeyValue entry) {
    var path = new String(entry.value(), StandardCharsets.UTF_8);
    var port = NodePorts.portOf(entry.key());
    var service = service(path);
    var has =
        service
            .map(ReservationRepair::view)
            .filter(s -> NodePorts.of(s).contains(port))
            .isPresent();
    if (!has) {
      release(entry.key(), new Guard.Modified(entry.key(), entry.modified()), path, service);
    }
  }

  private Optional<CachedObject> service(String path) {
    return cache.get(SERVICES, path);
  }

  private static ServiceView view(CachedObject service) {
    return ServiceView.of(service.stored().read());
  }

  /// Deletes a reservation unless its Service has changed meanwhile.
  private void release(StoreKey key, Guard unchanged, String path, Optional<CachedObject> service) {
    var owner = StoreKey.of(ObjectKey.prefix(SERVICES) + path);
    Guard same =
        service.isPresent()
            ? new Guard.Modified(owner, service.get().stored().revision())
            : new Guard.Absent(owner);
    var mutations = List.<Mutation>of(new Mutation.Delete(key));
    cache.commit(new Transaction(List.of(unchanged, same), mutations, Durability.FULL));
  }

  private static StoreKey key(ApiObject service) {
    var path = ObjectKey.path(service.namespace(), service.name());
    return StoreKey.of(ObjectKey.prefix(SERVICES) + path);
  }
}
