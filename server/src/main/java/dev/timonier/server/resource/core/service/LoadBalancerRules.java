package dev.timonier.server.resource.core.service;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.machinery.network.Address;
import dev.timonier.server.network.AddressRules;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// What holds for what only load balancers have.
final class LoadBalancerRules {
  private static final String SOURCE_RANGES =
      "service.beta.kubernetes.io/load-balancer-source-ranges";
  private static final String ONLY = "may only be used when `type` is 'LoadBalancer'";
  private static final List<String> MODES = List.of("Proxy", "VIP");

  private LoadBalancerRules() {}

  static void validate(Subject object, ServiceView service) {
    var spec = object.at("spec");
    var balanced = service.is(ServiceView.LOAD_BALANCER);
    sourceRanges(object, balanced);
    var allocates = spec.at("allocateLoadBalancerNodePorts");
    if (balanced && !allocates.isPresent()) {
      allocates.required();
    }
    if (!balanced && allocates.isPresent()) {
      allocates.forbidden(ONLY);
    }
    loadBalancerClass(spec.at("loadBalancerClass"), service);
  }

  static void loadBalancerClass(Subject type, ServiceView service) {
    if (!type.isPresent()) {
      return;
    }
    if (service.is(ServiceView.LOAD_BALANCER)) {
      type.format(Format::checkQualifiedName);
    } else {
      type.forbidden(ONLY);
    }
  }

  /// The annotation counts only where the field is empty.
  private static void sourceRanges(Subject object, boolean balanced) {
    var ranges = object.at("spec").at("loadBalancerSourceRanges");
    var annotation = object.at("metadata").at("annotations").atKey(SOURCE_RANGES);
    if (!ranges.isEmpty()) {
      listed(object.at("spec").at("LoadBalancerSourceRanges").with(ranges.value()), balanced);
    } else if (annotation.isPresent()) {
      annotated(annotation, balanced);
    }
  }

  private static void listed(Subject ranges, boolean balanced) {
    if (!balanced) {
      ranges.forbidden(ONLY);
    }
    for (var range : ranges.elements()) {
      AddressRules.range(range.with(TextNode.valueOf(range.text().strip())));
    }
  }

  private static void annotated(Subject annotation, boolean balanced) {
    if (!balanced) {
      annotation.forbidden(ONLY);
    }
    if (annotation.text().isBlank()) {
      return;
    }
    for (var range : annotation.text().strip().split(",")) {
      AddressRules.range(annotation.with(TextNode.valueOf(range.strip())));
    }
  }

  static void status(Subject object) {
    var service = object.at("spec").at("type").text();
    var ingresses = object.at("status").at("loadBalancer").at("ingress");
    if (!service.equals(ServiceView.LOAD_BALANCER) && !ingresses.isEmpty()) {
      ingresses.forbidden("may only be used when `spec.type` is 'LoadBalancer'");
      return;
    }
    ingresses.elements().forEach(LoadBalancerRules::ingress);
  }

  private static void ingress(Subject ingress) {
    var address = ingress.at("ip");
    if (!address.isEmpty()) {
      AddressRules.address(address);
    }
    mode(ingress.at("ipMode"), !address.isEmpty());
    hostname(ingress.at("hostname"));
  }

  private static void mode(Subject mode, boolean hasAddress) {
    if (hasAddress && !mode.isPresent()) {
      mode.required("must be specified when `ip` is set");
    } else if (!hasAddress && mode.isPresent()) {
      mode.forbidden("may not be specified when `ip` is not set");
    } else if (mode.isPresent()) {
      mode.oneOf(MODES);
    }
  }

  private static void hostname(Subject name) {
    if (name.isEmpty()) {
      return;
    }
    name.format(Format.DNS_SUBDOMAIN);
    if (Address.parse(name.text()).isPresent()) {
      name.invalid("must be a DNS name, not an IP address");
    }
  }
}
