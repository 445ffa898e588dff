package dev.timonier.controllers.servicecidr;

import dev.timonier.controllers.runtime.Owners;
import dev.timonier.machinery.informer.Store;
import io.fabric8.kubernetes.api.model.networking.v1.IPAddress;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceCIDR;
import java.util.List;
import java.util.stream.Stream;

/// The addresses that Services have.
record TakenAddresses(Store<ServiceCIDR> ranges, Store<IPAddress> addresses) {
  /// Whether somebody has an address of a range, and it belongs to no other range that stays.
  boolean any(ServiceCIDR range) {
    var own = parsed(range).toList();
    var others =
        ranges.list().stream()
            .filter(other -> !Owners.terminates(other) && !same(other, range))
            .flatMap(TakenAddresses::parsed)
            .toList();
    return addresses.list().stream()
        .map(address -> address.getMetadata().getName())
        .anyMatch(address -> contains(own, address) && !contains(others, address));
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
