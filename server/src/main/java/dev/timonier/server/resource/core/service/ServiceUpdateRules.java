package dev.timonier.server.resource.core.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// What of a Service may not change.
final class ServiceUpdateRules {
  private static final String FIXED = "may not change once set";

  private ServiceUpdateRules() {}

  static void validate(Subject spec, ServiceView old) {
    var next = new ServiceView((ObjectNode) spec.value());
    if (next.needsClusterIp() && old.needsClusterIp()) {
      fixed(spec, "clusterIP", next.clusterIps(), old.clusterIps());
      if (!next.isHeadless() && !old.isHeadless()) {
        fixed(spec, "ipFamily", next.families(), old.families());
      }
    }
    balancer(spec.at("loadBalancerClass"), next, old);
    if (next.needsHealthCheck()
        && old.needsHealthCheck()
        && next.healthCheckNodePort() != old.healthCheckNodePort()) {
      spec.at("healthCheckNodePort").forbidden("field is immutable");
    }
  }

  /// What is there stays; a second one may come, and go when the Service becomes single-stack.
  ///
  /// @param one the name of one of them
  private static void fixed(Subject spec, String one, List<String> next, List<String> old) {
    var field = one.equals("clusterIP") ? "clusterIPs" : "ipFamilies";
    for (var i = 0; i < Math.min(next.size(), old.size()); i++) {
      if (!next.get(i).equals(old.get(i))) {
        spec.at(field).at(i).with(spec.at(field).value()).invalid(FIXED);
      }
    }
    if (next.isEmpty() && !old.isEmpty()) {
      spec.at(field)
          .at(0)
          .with(spec.at(field).value())
          .invalid("primary " + one + " can not be unset");
    }
    var policy = spec.at("ipFamilyPolicy");
    if (!next.isEmpty() && next.size() < old.size() && !policy.text().equals("SingleStack")) {
      policy.invalid("must be set to 'SingleStack' when releasing the secondary " + one);
    }
  }

  private static void balancer(Subject type, ServiceView next, ServiceView old) {
    var staysBalanced = next.is(ServiceView.LOAD_BALANCER) && old.is(ServiceView.LOAD_BALANCER);
    if (staysBalanced && !next.sameField(old, "loadBalancerClass")) {
      type.invalid(FIXED);
    }
  }
}
