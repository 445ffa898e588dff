package dev.timonier.controllers.endpoints;

import static java.util.Comparator.comparing;

import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Pods;
import dev.timonier.controllers.service.IpFamily;
import dev.timonier.controllers.service.ServicePorts;
import dev.timonier.controllers.service.ServicePorts.TargetPort;
import dev.timonier.controllers.service.Services;
import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.EndpointPort;
import io.fabric8.kubernetes.api.model.EndpointSubset;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Makes the subsets of an Endpoints object from a service and its pods; pure. Addresses that have
/// the same ports are in one subset; all lists are sorted.
record SubsetMaker(Service service) {
  private static final Comparator<TargetPort> PORT_ORDER =
      comparing(TargetPort::name)
          .thenComparing(TargetPort::port)
          .thenComparing(TargetPort::protocol)
          .thenComparing(TargetPort::appProtocol);

  /// The addresses of a subset.
  private record Addresses(List<EndpointAddress> ready, List<EndpointAddress> notReady) {}

  List<EndpointSubset> make(Collection<Pod> pods) {
    var family = IpFamily.of(service).getFirst();
    var byPorts = new TreeMap<List<TargetPort>, Addresses>(comparing(Objects::toString));
    pods.stream()
        .filter(this::included)
        .sorted(comparing(pod -> pod.getMetadata().getUid()))
        .forEach(
            pod ->
                family.addresses(pod).stream()
                    .limit(1)
                    .forEach(address -> add(pod, address, byPorts)));
    return byPorts.entrySet().stream().map(e -> subset(e.getKey(), e.getValue())).toList();
  }

  private boolean included(Pod pod) {
    return Services.reachable(pod)
        && (Services.publishesNotReady(service) || !Owners.terminates(pod));
  }

  /// A service without ports is headless; one whose ports the pod lacks does not reach it.
  private void add(Pod pod, String ip, Map<List<TargetPort>, Addresses> byPorts) {
    var ports = new ArrayList<>(ServicePorts.of(service, pod));
    if (ports.isEmpty() && !hasNoPorts()) {
      return;
    }
    ports.sort(PORT_ORDER);
    var addresses =
        byPorts.computeIfAbsent(ports, _ -> new Addresses(new ArrayList<>(), new ArrayList<>()));
    var ready = Services.publishesNotReady(service) || Pods.ready(pod);
    (ready ? addresses.ready() : addresses.notReady()).add(address(pod, ip));
  }

  private boolean hasNoPorts() {
    return service.getSpec().getPorts() == null || service.getSpec().getPorts().isEmpty();
  }

  private EndpointAddress address(Pod pod, String ip) {
    var target =
        new ObjectReferenceBuilder()
            .withKind("Pod")
            .withNamespace(pod.getMetadata().getNamespace())
            .withName(pod.getMetadata().getName())
            .withUid(pod.getMetadata().getUid())
            .build();
    var hostname = Services.namesHost(service, pod) ? pod.getSpec().getHostname() : null;
    return new EndpointAddress(hostname, ip, pod.getSpec().getNodeName(), target);
  }

  private static EndpointSubset subset(List<TargetPort> ports, Addresses addresses) {
    return new EndpointSubset(
        sorted(addresses.ready()),
        sorted(addresses.notReady()),
        ports.stream()
            .map(
                p ->
                    new EndpointPort(
                        orNull(p.appProtocol()), orNull(p.name()), p.port(), p.protocol()))
            .toList());
  }

  private static List<EndpointAddress> sorted(List<EndpointAddress> addresses) {
    return addresses.stream().sorted(comparing(EndpointAddress::getIp)).toList();
  }

  /// At most so many addresses, the ready ones before the others; the rest is cut off.
  static List<EndpointSubset> limited(List<EndpointSubset> subsets, int most) {
    var ready = subsets.stream().mapToInt(s -> s.getAddresses().size()).sum();
    var leftReady = Math.min(most, ready);
    var leftNotReady = most - leftReady;
    var limited = new ArrayList<EndpointSubset>();
    for (var subset : subsets) {
      var first = subset.getAddresses().stream().limit(leftReady).toList();
      var second = subset.getNotReadyAddresses().stream().limit(leftNotReady).toList();
      leftReady -= first.size();
      leftNotReady -= second.size();
      limited.add(new EndpointSubset(first, second, subset.getPorts()));
    }
    limited.removeIf(s -> s.getAddresses().isEmpty() && s.getNotReadyAddresses().isEmpty());
    return limited;
  }

  static int size(List<EndpointSubset> subsets) {
    return subsets.stream()
        .mapToInt(s -> s.getAddresses().size() + s.getNotReadyAddresses().size())
        .sum();
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
