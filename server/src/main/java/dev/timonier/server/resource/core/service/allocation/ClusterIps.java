package dev.timonier.server.resource.core.service.allocation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.network.Address;
import dev.timonier.machinery.network.Cidr;
import dev.timonier.machinery.network.Family;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.time.Time;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.objectstore.ObjectKey;
import dev.timonier.server.objectstore.StoredObject;
import dev.timonier.server.resource.core.service.ServiceView;
import dev.timonier.server.resource.core.service.allocation.AllocationNotes.Scope;
import dev.timonier.server.schema.Times;
import dev.timonier.server.watchcache.Selection;
import dev.timonier.server.watchcache.WatchCache;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreKey;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The pool of cluster IPs. One that is taken has an IPAddress object of its name, which names the
/// Service in turn.
final class ClusterIps {
  static final GroupResource RESOURCE = new GroupResource("networking.k8s.io", "ipaddresses");
  static final String MANAGED = "ipaddress.kubernetes.io/managed-by";
  static final String MANAGER = "ipallocator.k8s.io";
  private static final String MISMATCH = "the provided network does not match the current range";
  private static final BigInteger MOST = BigInteger.ONE.shiftLeft(40);
  private static final BigInteger ALL_LONGS = BigInteger.valueOf(Long.MAX_VALUE);

  private final WatchCache cache;
  private final ServiceCidrs ranges;
  private final RandomGenerator random;
  private final Time time;
  private final Supplier<String> uids;

  ClusterIps(
      WatchCache cache,
      ServiceCidrs ranges,
      RandomGenerator random,
      Time time,
      Supplier<String> uids) {
    this.cache = cache;
    this.ranges = ranges;
    this.random = random;
    this.time = time;
    this.uids = uids;
  }

  /// Takes any address.
  Address takeAny(Family family, ApiObject service, Takings takings) {
    for (var range : ranges.usable()) {
      if (range.family() == family) {
        var begin = time.nanoTime();
        var address = pick(range);
        if (address.isPresent()) {
          take(address.get(), service, takings);
          takings.notes().addressTaken(range, Scope.DYNAMIC, time.nanoTime() - begin);
          return address.get();
        }
        takings.notes().addressRefused(range, Scope.DYNAMIC);
      }
    }
    throw ApiErrors.internal("failed to allocate a serviceIP: range is full");
  }

  private Optional<Address> pick(Cidr range) {
    var picked = band(range).pick(random, offset -> isFree(range.nth(BigInteger.valueOf(offset))));
    return picked.isPresent()
        ? Optional.of(range.nth(BigInteger.valueOf(picked.getAsLong())))
        : Optional.empty();
  }

  /// The offsets of the addresses that may be given away: neither the first nor, for IPv4, the
  /// last.
  private static Band band(Cidr range) {
    var last = range.size().min(MOST).longValueExact() - (range.family() == Family.IPV4 ? 2 : 1);
    return Band.of(1, last, 16, 256);
  }

  /// Takes a certain address.
  ///
  /// @return what is wrong with wanting it; empty when it is taken
  Optional<String> takeWanted(Address address, ApiObject service, Takings takings) {
    var begin = time.nanoTime();
    var range = rangeOf(address);
    if (range.isEmpty()) {
      return Optional.of(MISMATCH);
    }
    if (!isFree(address)) {
      takings.notes().addressRefused(range.get(), Scope.STATIC);
      return Optional.of("provided IP is already allocated");
    }
    take(address, service, takings);
    takings.notes().addressTaken(range.get(), Scope.STATIC, time.nanoTime() - begin);
    return Optional.empty();
  }

  /// Looks whether a certain address could be taken, but not who has it.
  ///
  /// @return what is wrong with wanting it, told of one of the ranges
  Optional<String> tryWanted(Address address) {
    if (rangeOf(address).isPresent()) {
      return Optional.empty();
    }
    return ranges.usable().stream()
        .filter(range -> range.family() == address.family())
        .findFirst()
        .map(
            range ->
                "the provided IP (%s) is not in the valid range. The range of valid IPs is %s"
                    .formatted(address, range))
        .or(() -> Optional.of(MISMATCH));
  }

  private Optional<Cidr> rangeOf(Address address) {
    return ranges.usable().stream().filter(range -> offers(range, address)).findFirst();
  }

  /// Of each range, what is taken for Services and what is left.
  List<PoolUsage> usage() {
    var taken =
        cache
            .listNotOlderThan(RESOURCE, Selection.everything(), Revision.NONE, Long.MAX_VALUE)
            .objects()
            .stream()
            .filter(object -> MANAGER.equals(object.attributes().labels().get(MANAGED)))
            .flatMap(object -> Address.parse(object.path()).stream())
            .toList();
    return ranges.usable().stream().map(range -> usage(range, taken)).toList();
  }

  private static PoolUsage usage(Cidr range, List<Address> all) {
    var taken = all.stream().filter(range::contains).count();
    var unusable = range.family() == Family.IPV4 ? 2 : 1;
    var size = range.size().subtract(BigInteger.valueOf(unusable)).min(ALL_LONGS).longValueExact();
    return new PoolUsage(range.toString(), taken, Math.max(0, size - taken));
  }

  private static boolean offers(Cidr range, Address address) {
    var offset = address.value().subtract(range.first().value());
    return range.contains(address)
        && offset.bitLength() < Long.SIZE
        && band(range).contains(offset.longValueExact());
  }

  private boolean isFree(Address address) {
    return cache.get(RESOURCE, ObjectKey.path("", address.toString())).isEmpty();
  }

  private void take(Address address, ApiObject service, Takings takings) {
    takings.take(key(address.toString()), StoredObject.encode(object(address, service)));
  }

  /// Gives an address back, if it is the Service's.
  void giveBack(String text, ApiObject service, Takings takings) {
    var name = Address.parse(text).map(Address::toString).orElse(text);
    cache
        .get(RESOURCE, ObjectKey.path("", name))
        .map(cached -> cached.stored().read())
        .filter(object -> isOf(object, service))
        .ifPresent(_ -> takings.giveBack(key(name)));
  }

  private static boolean isOf(ApiObject object, ApiObject service) {
    var parent = object.spec().path("parentRef");
    return parent.path("resource").asText().equals("services")
        && parent.path("namespace").asText().equals(service.namespace())
        && parent.path("name").asText().equals(service.name());
  }

  /// Takes again what a Service has and nobody holds.
  void takeLost(ApiObject service, Takings takings) {
    ServiceView.of(service).takenClusterIps().stream()
        .flatMap(text -> Address.parse(text).stream())
        .filter(this::isFree)
        .forEach(address -> take(address, service, takings));
  }

  private static StoreKey key(String name) {
    return StoreKey.of(ObjectKey.prefix(RESOURCE) + ObjectKey.path("", name));
  }

  private ApiObject object(Address address, ApiObject service) {
    var object = ApiObject.of(JsonNodeFactory.instance.objectNode());
    object.root().put("apiVersion", "networking.k8s.io/v1").put("kind", "IPAddress");
    var metadata = object.metadata();
    metadata.setName(address.toString());
    metadata.setUid(uids.get());
    metadata.setCreationTimestamp(Times.seconds(time.instant()));
    metadata
        .tree()
        .putObject("labels")
        .put("ipaddress.kubernetes.io/ip-family", address.family().toString())
        .put(MANAGED, MANAGER);
    object
        .root()
        .putObject("spec")
        .putObject("parentRef")
        .put("resource", "services")
        .put("namespace", service.namespace())
        .put("name", service.name());
    return object;
  }
}
