package dev.timonier.server.resource.core.service.allocation;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.network.Address;
import dev.timonier.machinery.network.Family;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.machinery.time.Time;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.objectstore.ObjectKey;
import dev.timonier.server.registry.Allocator;
import dev.timonier.server.registry.DryRun;
import dev.timonier.server.registry.Reservation;
import dev.timonier.server.resource.core.service.ServiceView;
import dev.timonier.server.watchcache.WatchCache;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Gives Services their cluster IPs, node ports and health check node ports.
public final class ServiceAllocator implements Allocator {
  private static final GroupResource ENDPOINTS = new GroupResource("", "endpoints");

  private final IpFamilies families;
  private final ClusterIps addresses;
  private final ServicePorts ports;
  private final ReservationRepair repair;
  private final NodePorts nodePorts;
  private final AllocationNotes notes;

  /// @param notes is told what Services take
  /// @param uids gives a new uid
  public ServiceAllocator(
      RevisionedStore store,
      WatchCache cache,
      Pools pools,
      AllocationNotes notes,
      Time time,
      RandomGenerator random,
      Supplier<String> uids) {
    var ranges = new ServiceCidrs(cache);
    this.families = new IpFamilies(pools.families());
    this.addresses = new ClusterIps(cache, ranges, random, time, uids);
    this.notes = notes;
    this.nodePorts = new NodePorts(store, pools.nodePorts(), random);
    this.ports = new ServicePorts(nodePorts);
    this.repair = new ReservationRepair(store, cache, addresses, nodePorts);
  }

  /// Mends reservations that are not in step with the Services.
  public ReservationRepair repair() {
    return repair;
  }

  /// @param families the one or two that the cluster was set up with, whatever ranges it has; first
  ///   the one that Services get which want none in particular
  public record Pools(List<Family> families, PortRange nodePorts) {}

  /// How much of each range of cluster IPs is given away.
  public List<PoolUsage> addresses() {
    return addresses.usage();
  }

  /// How many node ports are given away.
  public PoolUsage nodePorts() {
    return nodePorts.usage();
  }

  @Override
  public Reservation create(ApiObject object, DryRun dryRun) {
    var service = ServiceView.of(object);
    service.completeClusterIps();
    families.settle(object, Optional.empty());
    var takings = takings(dryRun);
    takeAddresses(object, dryRun, takings);
    ports.create(object, dryRun, takings);
    return reservation(takings, dryRun);
  }

  @Override
  public Reservation update(ApiObject next, ApiObject old, DryRun dryRun) {
    var service = ServiceView.of(next);
    var before = ServiceView.of(old);
    KeptAllocations.keep(service, before);
    ClusterIpFields.reconcile(service, before);
    families.settle(next, Optional.of(before));
    var takings = takings(dryRun);
    updateAddresses(next, old, dryRun, takings);
    ports.update(next, old, dryRun, takings);
    return reservation(takings, dryRun);
  }

  private Takings takings(DryRun dryRun) {
    return new Takings(dryRun == DryRun.ALL ? AllocationNotes.NONE : notes);
  }

  private static Reservation reservation(Takings takings, DryRun dryRun) {
    return dryRun == DryRun.ALL ? Reservation.NONE : takings.reservation();
  }

  /// Endpoints that someone wrote for a Service go with it.
  @Override
  public Reservation delete(ApiObject gone) {
    var takings = new Takings(notes);
    var service = ServiceView.of(gone);
    service.takenClusterIps().forEach(ip -> addresses.giveBack(ip, gone, takings));
    ports.giveBackAll(gone, takings);
    var path = ObjectKey.path(gone.namespace(), gone.name());
    takings.giveBack(StoreKey.of(ObjectKey.prefix(ENDPOINTS) + path));
    return takings.reservation();
  }

  private void updateAddresses(ApiObject next, ApiObject old, DryRun dryRun, Takings takings) {
    var service = ServiceView.of(next);
    var before = ServiceView.of(old);
    if (before.isHeadless() && !before.is(ServiceView.EXTERNAL_NAME)) {
      return;
    }
    var had = before.takenClusterIps();
    if (service.is(ServiceView.EXTERNAL_NAME)) {
      had.forEach(ip -> addresses.giveBack(ip, old, takings));
      return;
    }
    if (service.families().size() > had.size()) {
      takeAddresses(next, had, dryRun, takings);
    }
    had.stream()
        .skip(Math.max(1, service.families().size()))
        .forEach(ip -> addresses.giveBack(ip, old, takings));
  }

  private void takeAddresses(ApiObject object, DryRun dryRun, Takings takings) {
    takeAddresses(object, List.of(), dryRun, takings);
  }

  /// @param present the addresses that the Service has already
  private void takeAddresses(
      ApiObject object, List<String> present, DryRun dryRun, Takings takings) {
    var service = ServiceView.of(object);
    if (service.is(ServiceView.EXTERNAL_NAME) || service.isHeadless()) {
      return;
    }
    var given = service.clusterIps();
    var taken = new ArrayList<String>();
    for (var i = 0; i < service.families().size(); i++) {
      var wanted = i < given.size() ? given.get(i) : "";
      if (present.contains(wanted)) {
        taken.add(wanted);
      } else if (wanted.isEmpty()) {
        var family = service.families().get(i).equals("IPv6") ? Family.IPV6 : Family.IPV4;
        taken.add(addresses.takeAny(family, object, takings).toString());
      } else {
        takeWanted(object, wanted, dryRun, takings);
        taken.add(wanted);
      }
    }
    if (!taken.isEmpty()) {
      service.setClusterIps(taken);
      service.setClusterIp(taken.getFirst());
    }
  }

  private void takeWanted(ApiObject object, String text, DryRun dryRun, Takings takings) {
    var address = Address.parse(text).orElseThrow();
    var refusal =
        dryRun == DryRun.ALL
            ? addresses.tryWanted(address)
            : addresses.takeWanted(address, object, takings);
    if (refusal.isPresent()) {
      var ips = object.spec().path("clusterIPs").toString();
      throw invalid(
          object,
          FieldError.invalid(
              "spec.clusterIPs", ips, "failed to allocate IP " + text + ": " + refusal.get()));
    }
  }

  static RuntimeException invalid(ApiObject service, FieldError fault) {
    return invalid(service, List.of(fault));
  }

  static RuntimeException invalid(ApiObject service, List<FieldError> faults) {
    return ApiErrors.invalid(new GroupResource("", "Service"), service.name(), faults);
  }
}
