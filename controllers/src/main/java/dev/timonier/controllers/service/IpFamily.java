package dev.timonier.controllers.service;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The families of addresses, spelled as in `ipFamilies`.
public enum IpFamily {
  IPv4,
  IPv6;

  static IpFamily of(String address) {
    return address.contains(":") ? IPv6 : IPv4;
  }

  /// The families of a service, the main one first.
  public static List<IpFamily> of(Service service) {
    var families = service.getSpec().getIpFamilies();
    if (families != null && !families.isEmpty()) {
      return families.stream().map(IpFamily::valueOf).toList();
    }
    var address = Objects.requireNonNullElse(service.getSpec().getClusterIP(), "");
    return List.of(of(address));
  }

  /// The pod's addresses of this family.
  public List<String> addresses(Pod pod) {
    if (pod.getStatus() == null) {
      return List.of();
    }
    var all = Objects.requireNonNullElse(pod.getStatus().getPodIPs(), List.<PodIP>of());
    var texts =
        all.isEmpty()
            ? Stream.ofNullable(pod.getStatus().getPodIP())
            : all.stream().map(PodIP::getIp);
    return texts.filter(ip -> !ip.isEmpty() && of(ip) == this).toList();
  }
}
