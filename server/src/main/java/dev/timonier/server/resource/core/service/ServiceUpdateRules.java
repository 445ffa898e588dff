package dev.timonier.server.resource.core.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// What of a Service may not change. Of its addresses and of their families the first stays; a
/// second one may come, and go when the Service becomes single-stack
/// (<https://kubernetes.io/docs/concepts/services-networking/dual-stack/>).
final class ServiceUpdateRules {
  private static final String FIXED = "may not change once set";

  private final Subject spec;
  private final ServiceView next;
  private final ServiceView old;

  ServiceUpdateRules(Subject spec, ServiceView old) {
    this.spec = spec;
    this.next = new ServiceView((ObjectNode) spec.value());
    this.old = old;
  }

  void validate() {
    if (next.needsClusterIp() && old.needsClusterIp()) {
      if (!next.isHeadless() || !old.isHeadless()) {
        addresses(spec.at("clusterIPs"), next.clusterIps(), old.clusterIps());
      }
      if (!next.isHeadless() && !old.isHeadless()) {
        families(spec.at("ipFamilies"), next.families(), old.families());
      }
    }
    balancer(spec.at("loadBalancerClass"));
    if (next.needsHealthCheck()
        && old.needsHealthCheck()
        && next.healthCheckNodePort() != old.healthCheckNodePort()) {
      spec.at("healthCheckNodePort").forbidden("field is immutable");
    }
  }

  private void addresses(Subject field, List<String> now, List<String> before) {
    if (now.size() == before.size()) {
      for (var i = 0; i < now.size(); i++) {
        if (!now.get(i).equals(before.get(i))) {
          field.at(i).with(field.value()).invalid(FIXED);
        }
      }
      return;
    }
    var first = field.at(0).with(field.value());
    if (now.isEmpty()) {
      first.invalid("primary clusterIP can not be unset");
    } else if (hasOtherFirst(now, before)) {
      first.invalid(FIXED);
    }
    releasing(now, before, "clusterIP");
  }

  /// Whichever family has changed, the first is told of, and a number that has changed as well is
  /// told of with the addresses.
  private void families(Subject field, List<String> now, List<String> before) {
    var first = field.at(0).with(field.value());
    if (now.size() == before.size()) {
      for (var i = 0; i < now.size(); i++) {
        if (!now.get(i).equals(before.get(i))) {
          first.invalid(FIXED);
        }
      }
      return;
    }
    if (now.size() < before.size() && next.clusterIps().isEmpty()) {
      first.invalid("primary ipFamily can not be unset");
    }
    if (hasOtherFirst(now, before)) {
      first.with(spec.at("clusterIPs").value()).invalid(FIXED);
    }
    releasing(now, before, "ipFamily");
  }

  private static boolean hasOtherFirst(List<String> now, List<String> before) {
    return !now.isEmpty() && !before.isEmpty() && !now.getFirst().equals(before.getFirst());
  }

  /// @param what is released, for the message
  private void releasing(List<String> now, List<String> before, String what) {
    var policy = spec.at("ipFamilyPolicy");
    if (now.size() == 1 && before.size() > 1 && !policy.text().equals("SingleStack")) {
      policy.invalid("must be set to 'SingleStack' when releasing the secondary " + what);
    }
  }

  /// Faults of the class itself are told here, too.
  private void balancer(Subject type) {
    var staysBalanced = next.is(ServiceView.LOAD_BALANCER) && old.is(ServiceView.LOAD_BALANCER);
    if (staysBalanced && !next.sameField(old, "loadBalancerClass")) {
      type.invalid(FIXED);
    }
    LoadBalancerRules.loadBalancerClass(type, next);
  }
}
