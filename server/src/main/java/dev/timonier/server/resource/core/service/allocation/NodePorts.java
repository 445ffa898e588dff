package dev.timonier.server.resource.core.service.allocation;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.resource.core.service.ServiceView;
import dev.timonier.server.resource.core.service.allocation.AllocationNotes.Scope;
import dev.timonier.storage.KeyRange;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// The pool of node ports. One that is taken has a key of its number, with the Service's name.
final class NodePorts {
  private static final String POOL = "/registry/ranges/servicenodeports/";
  static final StoreKey PREFIX = StoreKey.of(POOL);

  private final RevisionedStore store;
  private final Band band;
  private final RandomGenerator random;

  NodePorts(RevisionedStore store, PortRange range, RandomGenerator random) {
    this.store = store;
    this.band = Band.of(range.first(), range.last(), 32, 128);
    this.random = random;
  }

  /// Takes any port.
  int takeAny(ApiObject service, Takings takings) {
    var port = band.pick(random, number -> isFree(number, takings));
    if (port.isEmpty()) {
      takings.notes().portRefused(Scope.DYNAMIC);
      throw ApiErrors.internal("failed to allocate a nodePort: range is full");
    }
    take(port.getAsLong(), service, takings);
    takings.notes().portTaken(Scope.DYNAMIC);
    return (int) port.getAsLong();
  }

  /// Takes a certain port.
  ///
  /// @return what is wrong with wanting it; empty when it is taken
  Optional<String> takeWanted(long port, ApiObject service, Takings takings) {
    if (!band.contains(port)) {
      takings.notes().portRefused(Scope.STATIC);
      return Optional.of(
          "provided port is not in the valid range. The range of valid ports is %d-%d"
              .formatted(band.first(), band.last()));
    }
    return takeFree(port, service, takings);
  }

  /// Takes a certain port, whether or not it is in the range.
  ///
  /// @return what is wrong with wanting it; empty when it is taken
  Optional<String> takeFree(long port, ApiObject service, Takings takings) {
    if (!isFree(port, takings)) {
      takings.notes().portRefused(Scope.STATIC);
      return Optional.of("provided port is already allocated");
    }
    take(port, service, takings);
    takings.notes().portTaken(Scope.STATIC);
    return Optional.empty();
  }

  /// What is taken, and what is left.
  PoolUsage usage() {
    var taken = store.count(KeyRange.prefix(PREFIX), Optional.empty());
    return new PoolUsage("", taken, Math.max(0, band.last() - band.first() + 1 - taken));
  }

  private void take(long port, ApiObject service, Takings takings) {
    takings.take(key(port), owner(service));
  }

  /// Gives a port back, if it is the Service's.
  void giveBack(long port, ApiObject service, Takings takings) {
    var key = key(port);
    store
        .get(key)
        .filter(entry -> Arrays.equals(entry.value(), owner(service)))
        .ifPresent(_ -> takings.giveBack(key));
  }

  private boolean isFree(long port, Takings takings) {
    return !takings.has(key(port)) && store.get(key(port)).isEmpty();
  }

  /// Takes again what a Service has and nobody holds.
  void takeLost(ApiObject service, Takings takings) {
    of(ServiceView.of(service)).stream()
        .filter(port -> isFree(port, takings))
        .forEach(port -> take(port, service, takings));
  }

  /// All ports of a Service, the one for health checks included.
  static Set<Long> of(ServiceView service) {
    var ports = new HashSet<>(service.nodePorts());
    if (service.healthCheckNodePort() != 0) {
      ports.add(service.healthCheckNodePort());
    }
    return ports;
  }

  static long portOf(StoreKey key) {
    var text = new String(key.bytes(), StandardCharsets.UTF_8);
    return Long.parseLong(text.substring(text.lastIndexOf('/') + 1));
  }

  private static StoreKey key(long port) {
    return StoreKey.of(POOL + port);
  }

  private static byte[] owner(ApiObject service) {
    return (service.namespace() + "/" + service.name()).getBytes(StandardCharsets.UTF_8);
  }
}
