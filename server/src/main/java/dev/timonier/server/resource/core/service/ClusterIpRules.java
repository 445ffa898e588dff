package dev.timonier.server.resource.core.service;

import dev.timonier.machinery.network.Address;
import dev.timonier.server.network.AddressRules;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What holds for a Service's cluster IPs and their families together.
final class ClusterIpRules {
  private static final List<String> FAMILIES = List.of("IPv4", "IPv6");
  private static final List<String> POLICIES =
      List.of("PreferDualStack", "RequireDualStack", "SingleStack");

  private ClusterIpRules() {}

  static void validate(Subject spec, ServiceView service) {
    if (service.is(ServiceView.EXTERNAL_NAME)) {
      return;
    }
    consistent(spec.at("clusterIPs"), service);
    families(spec.at("ipFamilies"));
    if (spec.at("ipFamilyPolicy").isPresent()) {
      spec.at("ipFamilyPolicy").oneOf(POLICIES);
    }
    var addresses = spec.at("clusterIPs");
    if (addresses(addresses)) {
      together(addresses, service);
    }
  }

  private static void consistent(Subject addresses, ServiceView service) {
    if (addresses.isEmpty()) {
      if (!service.clusterIp().isEmpty()) {
        addresses.required();
      }
    } else if (service.clusterIp().isEmpty()) {
      addresses.invalid("must be empty when `clusterIP` is not specified");
    } else if (!service.clusterIp().equals(service.clusterIps().getFirst())) {
      addresses.invalid("first value must match `clusterIP`");
    }
  }

  private static void families(Subject families) {
    var seen = new HashSet<String>();
    for (var family : families.elements()) {
      family.oneOf(FAMILIES);
      if (!seen.add(family.text())) {
        family.duplicate();
      }
    }
  }

  /// Examines each address, and says whether all are fit to be examined together.
  private static boolean addresses(Subject addresses) {
    var fit = true;
    var all = addresses.elements();
    for (var i = 0; i < all.size(); i++) {
      fit &= (i == 0 && isNone(all.getFirst())) ? standsAlone(addresses) : isAddress(all.get(i));
    }
    if (addresses.value().size() > 2) {
      addresses.invalid("may only hold up to 2 values");
    }
    return fit;
  }

  private static boolean isNone(Subject address) {
    return address.text().equals(ServiceView.NONE);
  }

  private static boolean standsAlone(Subject addresses) {
    if (addresses.value().size() > 1) {
      addresses.invalid("'None' must be the first and only value");
    }
    return addresses.value().size() == 1;
  }

  private static boolean isAddress(Subject address) {
    var faults = AddressRules.checkAddress(address.text());
    address.faulty(faults);
    return faults.isEmpty();
  }

  private static void together(Subject addresses, ServiceView service) {
    var families = service.clusterIps().stream().flatMap(ip -> Address.parse(ip).stream());
    var each = families.map(Address::family).toList();
    if (each.size() > 1 && Set.copyOf(each).size() == 1) {
      addresses.invalid("may specify no more than one IP for each IP family");
    }
    var wanted = service.families();
    for (var i = 0; i < Math.min(each.size(), wanted.size()); i++) {
      if (FAMILIES.contains(wanted.get(i)) && !each.get(i).toString().equals(wanted.get(i))) {
        addresses
            .at(i)
            .invalid(
                "expected an %s value as indicated by `ipFamilies[%d]`"
                    .formatted(wanted.get(i), i));
      }
    }
  }
}
