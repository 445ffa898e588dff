package dev.timonier.server.resource.core.service;

import dev.timonier.server.validation.PortRules;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// What holds for the policies of where traffic goes.
final class TrafficRules {
  private static final List<String> POLICIES = List.of("Cluster", "Local");
  private static final List<String> DISTRIBUTIONS =
      List.of("PreferClose", "PreferSameZone", "PreferSameNode");

  private TrafficRules() {}

  static void validate(Subject spec, ServiceView service) {
    external(spec.at("externalTrafficPolicy"), service);
    healthCheck(spec.at("healthCheckNodePort"), service);
    var internal = spec.at("internalTrafficPolicy");
    if (service.needsClusterIp() && !internal.isPresent()) {
      internal.required();
    } else if (internal.isPresent()) {
      internal.oneOf(POLICIES);
    }
    if (spec.at("trafficDistribution").isPresent()) {
      spec.at("trafficDistribution").oneOf(DISTRIBUTIONS);
    }
  }

  private static void external(Subject policy, ServiceView service) {
    if (service.isExternallyAccessible()) {
      ServiceRules.required(policy, POLICIES);
    } else if (!policy.isEmpty()) {
      policy.invalid("may only be set for externally-accessible services");
    }
  }

  private static void healthCheck(Subject port, ServiceView service) {
    if (port.number() == 0) {
      return;
    }
    if (service.needsHealthCheck()) {
      PortRules.number(port);
    } else {
      port.invalid(
          "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'");
    }
  }
}
