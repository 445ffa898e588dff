package dev.timonier.server.resource.core.service;

import java.util.List;
import java.util.function.Predicate;

/// Drops what a Service's new type has no use for, as long as the client has not touched it.
final class OutgrownFields {
  private OutgrownFields() {}

  static void drop(ServiceView next, ServiceView old) {
    if (outgrown(next, old, ServiceView::needsClusterIp)) {
      if (next.sameField(old, "clusterIP") && next.sameField(old, "clusterIPs")) {
        next.spec().remove(List.of("clusterIP", "clusterIPs"));
      }
      dropSame(next, old, List.of("ipFamilies", "ipFamilyPolicy"));
    }
    if (outgrown(next, old, ServiceView::mayHaveNodePorts)
        && old.nodePorts().containsAll(next.nodePorts())) {
      next.ports().forEach(port -> port.remove("nodePort"));
    }
    if (outgrown(next, old, ServiceView::needsHealthCheck)) {
      dropSame(next, old, List.of("healthCheckNodePort"));
    }
    if (outgrown(next, old, service -> service.is(ServiceView.LOAD_BALANCER))) {
      dropSame(next, old, List.of("allocateLoadBalancerNodePorts", "loadBalancerClass"));
    }
    if (outgrown(next, old, ServiceView::isExternallyAccessible)) {
      dropSame(next, old, List.of("externalTrafficPolicy"));
    }
  }

  private static boolean outgrown(ServiceView next, ServiceView old, Predicate<ServiceView> need) {
    return need.test(old) && !need.test(next);
  }

  private static void dropSame(ServiceView next, ServiceView old, List<String> fields) {
    for (var field : fields) {
      if (next.sameField(old, field)) {
        next.spec().remove(field);
      }
    }
  }
}
