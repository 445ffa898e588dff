package dev.timonier.controllers.endpointslicemirroring;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.EndpointPort;
import io.fabric8.kubernetes.api.model.EndpointSubset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Addresses that offer the same ports, of whatever subsets they were written in: ready ones first,
/// in the order of their texts. Who is ready and not ready at once is not ready.
///
/// @param addresses with whether they are ready
record CanonicalSubset(
    List<EndpointPort> ports, List<Map.Entry<EndpointAddress, Boolean>> addresses) {
  /// Two addresses are the same if the text is and what they lead to.
  private record Host(String ip, String uid) implements Comparable<Host> {
    static Host of(EndpointAddress address) {
      var target = address.getTargetRef();
      var uid = target == null ? "" : Objects.requireNonNullElse(target.getUid(), "");
      return new Host(address.getIp(), uid);
    }

    @Override
    public int compareTo(Host other) {
      return Comparator.comparing(Host::ip).thenComparing(Host::uid).compare(this, other);
    }
  }

  static List<CanonicalSubset> of(@Nullable List<EndpointSubset> subsets) {
    var addresses = new TreeMap<Host, EndpointAddress>();
    var ready = new LinkedHashMap<Optional<EndpointPort>, Map<Host, Boolean>>();
    for (var subset : list(subsets)) {
      for (var port : ports(subset)) {
        var hosts = ready.computeIfAbsent(port, _ -> new TreeMap<>());
        list(subset.getAddresses()).forEach(a -> add(a, true, addresses, hosts));
        list(subset.getNotReadyAddresses()).forEach(a -> add(a, false, addresses, hosts));
      }
    }
    var ports =
        ready.entrySet().stream()
            .collect(
                groupingBy(
                    Map.Entry::getValue, LinkedHashMap::new, mapping(Map.Entry::getKey, toList())));
    return ports.entrySet().stream()
        .map(e -> new CanonicalSubset(present(e.getValue()), sorted(e.getKey(), addresses)))
        .toList();
  }

  private static void add(
      EndpointAddress address,
      boolean ready,
      Map<Host, EndpointAddress> addresses,
      Map<Host, Boolean> hosts) {
    var host = Host.of(address);
    addresses.putIfAbsent(host, address);
    hosts.merge(host, ready, Boolean::logicalAnd);
  }

  private static List<Optional<EndpointPort>> ports(EndpointSubset subset) {
    var ports = list(subset.getPorts()).stream().map(Optional::of).toList();
    return ports.isEmpty() ? List.of(Optional.empty()) : ports;
  }

  private static List<EndpointPort> present(List<Optional<EndpointPort>> ports) {
    return ports.stream().flatMap(Optional::stream).toList();
  }

  private static List<Map.Entry<EndpointAddress, Boolean>> sorted(
      Map<Host, Boolean> hosts, Map<Host, EndpointAddress> addresses) {
    return Stream.of(true, false)
        .flatMap(
            ready ->
                hosts.entrySet().stream()
                    .filter(e -> e.getValue().equals(ready))
                    .map(e -> Map.entry(addresses.get(e.getKey()), ready)))
        .toList();
  }

  private static <T> List<T> list(@Nullable List<T> list) {
    return Objects.requireNonNullElse(list, List.of());
  }
}
