package dev.timonier.server.resource.core.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.server.network.AddressRules;
import dev.timonier.server.validation.ObjectMetaRules;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// What holds for every Service, in the order in which Kubernetes tells it.
final class ServiceRules {
  private static final String HINTS = "service.kubernetes.io/topology-aware-hints";
  private static final String MODE = "service.kubernetes.io/topology-mode";
  private static final List<String> AFFINITIES = List.of("ClientIP", "None");
  private static final List<String> TYPES =
      List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
  private static final int A_DAY = 86400;

  private ServiceRules() {}

  static void validate(Subject object) {
    topology(object.at("metadata").at("annotations"));
    var spec = object.at("spec");
    var service = new ServiceView((ObjectNode) spec.value());
    if (spec.at("ports").isEmpty() && !service.isHeadless() && !isExternalName(service)) {
      spec.at("ports").required();
    }
    ofType(spec, service);
    ServicePortRules.validate(spec.at("ports"));
    ObjectMetaRules.labels(spec.at("selector"));
    affinity(spec);
    ClusterIpRules.validate(spec, service);
    spec.at("externalIPs").elements().forEach(ServiceRules::externalAddress);
    required(spec.at("type"), TYPES);
    ServicePortRules.nodePorts(spec.at("ports"), service);
    ServicePortRules.unique(spec.at("ports"));
    LoadBalancerRules.validate(object, service);
    TrafficRules.validate(spec, service);
  }

  private static boolean isExternalName(ServiceView service) {
    return service.is(ServiceView.EXTERNAL_NAME);
  }

  private static void topology(Subject annotations) {
    var hints = annotations.atKey(HINTS);
    var mode = annotations.atKey(MODE);
    if (hints.isPresent() && mode.isPresent() && !hints.text().equals(mode.text())) {
      mode.invalid("must match annotations[" + HINTS + "] when both are specified");
    }
  }

  private static void ofType(Subject spec, ServiceView service) {
    switch (service.type()) {
      case ServiceView.LOAD_BALANCER, ServiceView.NODE_PORT -> notHeadless(spec, service);
      case ServiceView.EXTERNAL_NAME -> externalName(spec);
      default -> {}
    }
  }

  private static void notHeadless(Subject spec, ServiceView service) {
    if (service.isHeadless()) {
      spec.at("clusterIPs")
          .at(0)
          .invalid("may not be set to 'None' for " + service.type() + " services");
    }
  }

  private static void externalName(Subject spec) {
    for (var field : List.of("clusterIPs", "ipFamilies", "ipFamilyPolicy")) {
      if (spec.has(field)) {
        spec.at(field).forbidden("may not be set for ExternalName services");
      }
    }
    var name = spec.at("externalName");
    var bare =
        name.text().endsWith(".")
            ? name.text().substring(0, name.text().length() - 1)
            : name.text();
    if (bare.isEmpty()) {
      name.required();
    } else {
      Format.DNS_SUBDOMAIN.check(bare).forEach(f -> name.invalid(Subject.quote(bare), f));
    }
  }

  private static void affinity(Subject spec) {
    required(spec.at("sessionAffinity"), AFFINITIES);
    var config = spec.at("sessionAffinityConfig");
    if (spec.at("sessionAffinity").text().equals("ClientIP")) {
      var timeout = config.at("clientIP").at("timeoutSeconds");
      if (timeout.number() <= 0 || timeout.number() > A_DAY) {
        timeout.invalid("must be greater than 0 and less than " + A_DAY);
      }
    }
  }

  private static void externalAddress(Subject address) {
    var faults = AddressRules.checkAddress(address.text());
    address.faulty(faults);
    if (faults.isEmpty()) {
      AddressRules.ordinary(address);
    }
  }

  /// The text must be there and be one of these.
  static void required(Subject field, List<String> supported) {
    field.mustKeep(it -> it.oneOf(supported));
  }
}
