package dev.timonier.server.resource.discovery;

import dev.timonier.machinery.meta.Format;
import dev.timonier.machinery.network.Address;
import dev.timonier.machinery.network.Family;
import dev.timonier.server.network.AddressRules;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;

/// What holds for EndpointSlices.
final class EndpointSliceRules {
  private static final List<String> TYPES = List.of("FQDN", "IPv4", "IPv6");
  private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");
  private static final int MOST_ENDPOINTS = 1000;
  private static final int MOST_PORTS = 20000;
  private static final int MOST_ADDRESSES = 100;
  private static final int MOST_HINTS = 8;

  private EndpointSliceRules() {}

  static void validate(Subject slice) {
    var type = slice.at("addressType");
    type.mustKeep(it -> it.oneOf(TYPES));
    ports(slice.at("ports"));
    endpoints(slice.at("endpoints"), type.text());
  }

  private static void endpoints(Subject endpoints, String type) {
    if (endpoints.value().size() > MOST_ENDPOINTS) {
      endpoints.tooMany(MOST_ENDPOINTS);
      return;
    }
    endpoints.elements().forEach(endpoint -> endpoint(endpoint, type));
  }

  private static void endpoint(Subject endpoint, String type) {
    addresses(endpoint.at("addresses"), type);
    if (endpoint.at("nodeName").isPresent()) {
      endpoint.at("nodeName").format(Format.DNS_SUBDOMAIN);
    }
    if (endpoint.at("hostname").isPresent()) {
      endpoint.at("hostname").format(Format.DNS_LABEL);
    }
    hints(endpoint.at("hints").at("forZones"), name -> name.format(Format.LABEL_VALUE));
    hints(endpoint.at("hints").at("forNodes"), name -> name.format(Format.DNS_SUBDOMAIN));
  }

  private static void hints(Subject hints, Consumer<Subject> rule) {
    if (hints.value().size() > MOST_HINTS) {
      hints.tooMany(MOST_HINTS);
      return;
    }
    var seen = new HashSet<String>();
    for (var hint : hints.elements()) {
      if (!seen.add(hint.at("name").text())) {
        hint.at("name").duplicate();
      }
      rule.accept(hint.at("name"));
    }
  }

  private static void addresses(Subject addresses, String type) {
    if (addresses.isEmpty()) {
      addresses.required("must contain at least 1 address");
    } else if (addresses.value().size() > MOST_ADDRESSES) {
      addresses.tooMany(MOST_ADDRESSES);
    }
    for (var address : addresses.elements()) {
      switch (type) {
        case "IPv4" -> address(addresses, address, Family.IPV4);
        case "IPv6" -> address(addresses, address, Family.IPV6);
        case "FQDN" -> domain(address);
        default -> {}
      }
    }
  }

  private static void address(Subject addresses, Subject address, Family family) {
    var faults = AddressRules.checkCanonicalAddress(address.text());
    address.faulty(faults);
    if (!faults.isEmpty()) {
      return;
    }
    AddressRules.ordinary(address);
    if (Address.parse(address.text()).orElseThrow().family() != family) {
      addresses.invalid(address.shown(), "must be an " + family + " address");
    }
  }

  private static void domain(Subject address) {
    var text = address.text();
    var name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    if (name.isEmpty()) {
      address.required();
      return;
    }
    address.faulty(Format.DNS_SUBDOMAIN.check(name));
    if (Format.DNS_SUBDOMAIN.accepts(name) && !name.contains(".")) {
      address.invalid("should be a domain with at least two segments separated by dots");
    }
  }

  private static void ports(Subject ports) {
    if (ports.value().size() > MOST_PORTS) {
      ports.tooMany(MOST_PORTS);
      return;
    }
    var names = new HashSet<String>();
    for (var port : ports.elements()) {
      var name = port.at("name");
      if (!name.isEmpty()) {
        name.format(Format.DNS_LABEL);
      }
      if (!names.add(name.text())) {
        name.duplicate();
      }
      port.at("protocol").oneOf(PROTOCOLS);
      if (port.at("appProtocol").isPresent()) {
        port.at("appProtocol").format(Format::checkQualifiedName);
      }
    }
  }
}
