package dev.timonier.server.resource.core.endpoints;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.network.AddressRules;
import dev.timonier.server.validation.PortRules;
import dev.timonier.server.validation.Subject;
import java.util.List;

/// What holds for the subsets of Endpoints.
final class EndpointsRules {
  private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");

  private EndpointsRules() {}

  static void subset(Subject subset) {
    var ready = subset.at("addresses");
    var other = subset.at("notReadyAddresses");
    if (ready.isEmpty() && other.isEmpty()) {
      subset.required("must specify `addresses` or `notReadyAddresses`");
    }
    ready.elements().forEach(EndpointsRules::address);
    other.elements().forEach(EndpointsRules::address);
    var ports = subset.at("ports");
    ports.elements().forEach(port -> port(port, ports.value().size() > 1));
  }

  private static void address(Subject address) {
    AddressRules.address(address.at("ip"));
    if (!address.at("hostname").isEmpty()) {
      address.at("hostname").format(Format.DNS_LABEL);
    }
    if (address.at("nodeName").isPresent()) {
      address.at("nodeName").format(Format.DNS_SUBDOMAIN);
    }
    AddressRules.ordinary(address.at("ip"));
  }

  private static void port(Subject port, boolean named) {
    var name = port.at("name");
    if (name.isEmpty()) {
      if (named) {
        name.required();
      }
    } else {
      name.format(Format.DNS_LABEL);
    }
    PortRules.number(port.at("port"));
    port.at("protocol").oneOf(PROTOCOLS);
    if (port.at("appProtocol").isPresent()) {
      port.at("appProtocol").format(Format::checkQualifiedName);
    }
  }
}
