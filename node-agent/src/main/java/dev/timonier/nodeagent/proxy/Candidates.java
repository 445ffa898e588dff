package dev.timonier.nodeagent.proxy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The endpoints that a node may lead a service port's traffic to. Ones that terminate are taken
/// only where none is ready.
///
/// @param cluster for traffic with the policy Cluster; empty when there is no such traffic
/// @param local for traffic with the policy Local; empty when there is no such traffic
/// @param isServed whether there is a usable endpoint on any node
record Candidates(List<Endpoint> cluster, List<Endpoint> local, boolean isServed) {
  static Candidates of(ServicePort port, List<Endpoint> endpoints, NodePlace place) {
    var cluster =
        port.usesClusterEndpoints() ? usable(endpoints, preferred(endpoints, place)) : none();
    var local = port.usesLocalEndpoints() ? usable(endpoints, place::has, place::has) : none();
    return new Candidates(cluster, local, !usable(endpoints, _ -> true).isEmpty());
  }

  /// All of them.
  Set<Endpoint> all() {
    var all = new LinkedHashSet<>(cluster);
    all.addAll(local);
    return all;
  }

  private static List<Endpoint> none() {
    return List.of();
  }

  private static List<Endpoint> usable(List<Endpoint> endpoints, Predicate<Endpoint> ready) {
    return usable(endpoints, ready, _ -> true);
  }

  private static List<Endpoint> usable(
      List<Endpoint> endpoints, Predicate<Endpoint> ready, Predicate<Endpoint> terminating) {
    var found = endpoints.stream().filter(ready.and(Endpoint::isReady)).toList();
    return found.isEmpty()
        ? endpoints.stream().filter(terminating.and(Endpoint::isServingTerminating)).toList()
        : found;
  }

  /// Hints count when every ready endpoint has some and one of them is meant for this place; those
  /// for the node come before those for the zone.
  private static Predicate<Endpoint> preferred(List<Endpoint> endpoints, NodePlace place) {
    return Stream.of(
            hinted(endpoints, Endpoint::nodeHints, place.node()),
            hinted(endpoints, Endpoint::zoneHints, place.zone()))
        .flatMap(List::stream)
        .findFirst()
        .orElse(_ -> true);
  }

  private static List<Predicate<Endpoint>> hinted(
      List<Endpoint> endpoints, Function<Endpoint, Set<String>> hints, String here) {
    var ready = endpoints.stream().filter(Endpoint::isReady).map(hints).toList();
    var counts =
        ready.stream().noneMatch(Set::isEmpty)
            && ready.stream().anyMatch(set -> set.contains(here));
    return counts ? List.of(endpoint -> hints.apply(endpoint).contains(here)) : List.of();
  }
}
