package dev.timonier.nodeagent.proxy;

import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.ClientIPConfig;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.LoadBalancerStatus;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.ServiceStatus;
import io.fabric8.kubernetes.api.model.SessionAffinityConfig;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a proxy for IPv4 needs to know of a service.
final class ServiceReader {
  private static final String OTHER_PROXY = "service.kubernetes.io/service-proxy-name";
  private static final int DEFAULT_AFFINITY_SECONDS = 10800;

  private final Service service;
  private final ServiceSpec spec;

  private ServiceReader(Service service) {
    this.service = service;
    this.spec = Objects.requireNonNullElseGet(service.getSpec(), ServiceSpec::new);
  }

  /// The service's ports; none when it has no address of its own, or another proxy cares for it.
  static List<ServicePort> ports(Service service) {
    return new ServiceReader(service).ports();
  }

  private List<ServicePort> ports() {
    if (isOfAnotherProxy() || text(spec.getType()).equals("ExternalName")) {
      return List.of();
    }
    return clusterIp().stream()
        .flatMap(ip -> spec.getPorts().stream().flatMap(port -> port(ip, port).stream()))
        .toList();
  }

  private boolean isOfAnotherProxy() {
    var labels = service.getMetadata().getLabels();
    return labels != null && labels.containsKey(OTHER_PROXY);
  }

  /// The service's IPv4 address, whichever of its two it is.
  private Optional<String> clusterIp() {
    var first = spec.getClusterIP() == null ? List.<String>of() : List.of(spec.getClusterIP());
    var all = spec.getClusterIPs().isEmpty() ? first : spec.getClusterIPs();
    return all.stream().filter(Addresses::isIpv4).findFirst();
  }

  private Optional<ServicePort> port(String ip, io.fabric8.kubernetes.api.model.ServicePort port) {
    return Protocol.of(text(port.getProtocol()))
        .map(
            protocol ->
                new ServicePort(
                    NamespacedName.of(service),
                    text(port.getName()),
                    protocol,
                    ip,
                    port.getPort(),
                    Objects.requireNonNullElse(port.getNodePort(), 0),
                    spec.getExternalIPs().stream().filter(Addresses::isIpv4).toList(),
                    loadBalancerIps(),
                    sourceRanges(),
                    affinity(),
                    TrafficPolicy.of(text(spec.getInternalTrafficPolicy())),
                    TrafficPolicy.of(text(spec.getExternalTrafficPolicy()))));
  }

  /// Load balancers of the mode `Proxy` are to be used as they are, even from within.
  private List<String> loadBalancerIps() {
    if (!text(spec.getType()).equals("LoadBalancer")) {
      return List.of();
    }
    return Optional.ofNullable(service.getStatus())
        .map(ServiceStatus::getLoadBalancer)
        .map(LoadBalancerStatus::getIngress)
        .orElse(List.of())
        .stream()
        .filter(ingress -> !text(ingress.getIpMode()).equals("Proxy"))
        .map(LoadBalancerIngress::getIp)
        .filter(Objects::nonNull)
        .filter(Addresses::isIpv4)
        .toList();
  }

  private List<String> sourceRanges() {
    return spec.getLoadBalancerSourceRanges().stream()
        .map(String::strip)
        .filter(Addresses::isIpv4Range)
        .toList();
  }

  private Optional<Duration> affinity() {
    if (!text(spec.getSessionAffinity()).equals("ClientIP")) {
      return Optional.empty();
    }
    var seconds =
        Optional.ofNullable(spec.getSessionAffinityConfig())
            .map(SessionAffinityConfig::getClientIP)
            .map(ClientIPConfig::getTimeoutSeconds)
            .orElse(DEFAULT_AFFINITY_SECONDS);
    return Optional.of(Duration.ofSeconds(seconds));
  }

  private static String text(@Nullable String value) {
    return Objects.requireNonNullElse(value, "");
  }
}
