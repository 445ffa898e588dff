package dev.timonier.server.resource.networking;

import dev.timonier.machinery.meta.Format;
import dev.timonier.machinery.network.Address;
import dev.timonier.server.network.AddressRules;
import dev.timonier.server.validation.Subject;

/// What holds for the places where an Ingress is reached.
final class IngressStatusRules {
  private IngressStatusRules() {}

  static void validate(Subject places) {
    for (var place : places.elements()) {
      if (!place.at("ip").isEmpty()) {
        AddressRules.address(place.at("ip"));
      }
      hostname(place.at("hostname"));
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
