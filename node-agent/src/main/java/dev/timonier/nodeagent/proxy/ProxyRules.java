package dev.timonier.nodeagent.proxy;

import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.nodeagent.nftables.Ruleset;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All services' rules, as a function of services and slices. The order of what is given does not
/// matter.
///
/// @param podRange the addresses of the cluster's pods
record ProxyRules(NodePlace place, String podRange) {
  Ruleset of(Collection<Service> services, Collection<EndpointSlice> slices) {
    var rules = new Ruleset.Builder();
    StandingRules.add(rules);
    var byService = byService(slices);
    services.stream()
        .flatMap(service -> ServiceReader.ports(service).stream())
        .sorted(Comparator.comparing(ServicePort::path))
        .forEach(port -> add(rules, port, byService.getOrDefault(port.service(), List.of())));
    return rules.build();
  }

  private void add(Ruleset.Builder rules, ServicePort port, List<EndpointSlice> slices) {
    var endpoints = Candidates.of(port, endpoints(port, slices), place);
    ServiceRules.add(rules, port, endpoints, podRange);
  }

  /// An endpoint may be in two slices for a while, as when it moves from one to the other.
  private static List<Endpoint> endpoints(ServicePort port, List<EndpointSlice> slices) {
    var endpoints = new TreeMap<String, Endpoint>();
    slices.stream()
        .flatMap(slice -> SliceReader.endpoints(slice, port))
        .forEach(endpoint -> endpoints.merge(endpoint.path(), endpoint, ProxyRules::better));
    return List.copyOf(endpoints.values());
  }

  private static Endpoint better(Endpoint one, Endpoint other) {
    return one.state().compareTo(other.state()) <= 0 ? one : other;
  }

  private static Map<NamespacedName, List<EndpointSlice>> byService(
      Collection<EndpointSlice> slices) {
    var byService = new HashMap<NamespacedName, List<EndpointSlice>>();
    for (var slice : slices) {
      SliceReader.service(slice)
          .ifPresent(name -> byService.computeIfAbsent(name, _ -> new ArrayList<>()).add(slice));
    }
    return byService;
  }
}
