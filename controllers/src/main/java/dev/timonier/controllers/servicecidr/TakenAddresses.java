package dev.timonier.controllers.servicecidr;

import dev.timonier.machinery.informer.Store;
import io.fabric8.kubernetes.api.model.networking.v1.IPAddress;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceCIDR;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// The addresses that Services have.
record TakenAddresses(Store<ServiceCIDR> ranges, Store<IPAddress> addresses) {
  private static final String MANAGED_BY = "ipaddress.kubernetes.io/managed-by";
  private static final String ALLOCATOR = "ipallocator.k8s.io";

  /// Whether an address that an API server gave to a Service is of this range alone. It is not,
  /// where other ranges cover all of this one.
  boolean any(ServiceCIDR range) {
    var own = parsed(range).toList();
    var others =
        ranges.list().stream()
            .filter(other -> !same(other, range))
            .flatMap(TakenAddresses::parsed)
            .toList();
    return !own.stream().allMatch(r -> others.stream().anyMatch(other -> other.covers(r)))
        && addresses.list().stream()
            .filter(TakenAddresses::allocated)
            .map(address -> address.getMetadata().getName())
            .anyMatch(address -> contains(own, address) && !contains(others, address));
  }

  private static boolean allocated(IPAddress address) {
    return Objects.requireNonNullElse(address.getMetadata().getLabels(), Map.<String, String>of())
        .getOrDefault(MANAGED_BY, "")
        .equals(ALLOCATOR);
  }

  private static boolean same(ServiceCIDR one, ServiceCIDR other) {
    return one.getMetadata().getName().equals(other.getMetadata().getName());
  }

  private static Stream<AddressRange> parsed(ServiceCIDR range) {
    return range.getSpec().getCidrs().stream().map(AddressRange::parse);
  }

  private static boolean contains(List<AddressRange> ranges, String address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }
}
