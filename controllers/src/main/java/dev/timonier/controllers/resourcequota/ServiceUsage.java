package dev.timonier.controllers.resourcequota;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;
import java.util.Objects;

/// What a service uses of the things that quotas limit; pure.
final class ServiceUsage {
  private ServiceUsage() {}

  static Usage of(Service service) {
    var one = Usage.of("services", 1).plus(Usage.of("count/services", 1));
    var ports = Objects.requireNonNullElse(service.getSpec().getPorts(), List.<ServicePort>of());
    return switch (Objects.requireNonNullElse(service.getSpec().getType(), "")) {
      case "NodePort" -> one.plus(Usage.of("services.nodeports", ports.size()));
      case "LoadBalancer" ->
          one.plus(Usage.of("services.loadbalancers", 1))
              .plus(Usage.of("services.nodeports", nodePorts(service, ports)));
      default -> one;
    };
  }

  private static long nodePorts(Service service, List<ServicePort> ports) {
    return Boolean.FALSE.equals(service.getSpec().getAllocateLoadBalancerNodePorts())
        ? ports.stream().filter(port -> port.getNodePort() != null).count()
        : ports.size();
  }
}
