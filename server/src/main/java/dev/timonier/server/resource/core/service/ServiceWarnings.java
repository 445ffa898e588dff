package dev.timonier.server.resource.core.service;

import dev.timonier.server.network.AddressWarnings;
import dev.timonier.server.object.ApiObject;
import java.util.ArrayList;
import java.util.List;

/// What to warn of who writes a Service.
final class ServiceWarnings {
  private static final String HINTS = "service.kubernetes.io/topology-aware-hints";

  private final ApiObject object;
  private final ServiceView service;
  private final List<String> texts = new ArrayList<>();

  private ServiceWarnings(ApiObject object) {
    this.object = object;
    this.service = ServiceView.of(object);
  }

  static List<String> of(ApiObject service) {
    var warnings = new ServiceWarnings(service);
    warnings.collect();
    return warnings.texts;
  }

  /// What to warn of who tells the addresses of its balancer.
  static List<String> ofStatus(ApiObject service) {
    var warnings = new ArrayList<String>();
    var ingresses = service.status().path("loadBalancer").path("ingress");
    for (var i = 0; i < ingresses.size(); i++) {
      var address = ingresses.path(i).path("ip").asText();
      warnings.addAll(AddressWarnings.ofAddress("status.loadBalancer.ingress[" + i + "]", address));
    }
    return warnings;
  }

  private void collect() {
    if (object.metadata().annotations().containsKey(HINTS)) {
      texts.add(
          "annotation "
              + HINTS
              + " is deprecated, please use service.kubernetes.io/topology-mode instead");
    }
    if (!service.clusterIps().equals(List.of(ServiceView.NONE))) {
      addresses("clusterIPs");
    }
    if (service.isHeadless() && service.is(ServiceView.CLUSTER_IP)) {
      headless();
    }
    addresses("externalIPs");
    if (hasExternalAddresses() && !service.isHeadless() && !isExternalName()) {
      texts.add("spec.externalIPs is deprecated and may no longer be implemented in some clusters");
    }
    loadBalancer();
    externalName();
    if (service.text("trafficDistribution").equals("PreferClose")) {
      texts.add("spec.trafficDistribution: \"PreferClose\" is deprecated; use \"PreferSameZone\"");
    }
  }

  private void headless() {
    if (!service.text("loadBalancerIP").isEmpty()) {
      texts.add("spec.loadBalancerIP is ignored for headless services");
    }
    if (hasExternalAddresses()) {
      texts.add("spec.externalIPs is ignored for headless services");
    }
    if (!service.text("sessionAffinity").equals("None")) {
      texts.add("spec.SessionAffinity is ignored for headless services");
    }
  }

  private void loadBalancer() {
    var address = service.text("loadBalancerIP");
    if (!address.isEmpty()) {
      texts.addAll(AddressWarnings.ofAddress("spec.loadBalancerIP", address));
    }
    var ranges = service.spec().path("loadBalancerSourceRanges");
    for (var i = 0; i < ranges.size(); i++) {
      var path = "spec.loadBalancerSourceRanges[" + i + "]";
      texts.addAll(AddressWarnings.ofRange(path, ranges.path(i).asText()));
    }
  }

  private void externalName() {
    if (isExternalName() && hasExternalAddresses()) {
      texts.add("spec.externalIPs is ignored when spec.type is \"ExternalName\"");
    }
    if (!isExternalName() && !service.text("externalName").isEmpty()) {
      texts.add("spec.externalName is ignored when spec.type is not \"ExternalName\"");
    }
  }

  private boolean isExternalName() {
    return service.is(ServiceView.EXTERNAL_NAME);
  }

  private boolean hasExternalAddresses() {
    return !service.spec().path("externalIPs").isEmpty();
  }

  private void addresses(String field) {
    var addresses = service.spec().path(field);
    for (var i = 0; i < addresses.size(); i++) {
      var path = "spec." + field + "[" + i + "]";
      texts.addAll(AddressWarnings.ofAddress(path, addresses.path(i).asText()));
    }
  }
}
