package dev.timonier.server.network;

import dev.timonier.machinery.network.Address;
import dev.timonier.machinery.network.Cidr;
import dev.timonier.machinery.network.Family;
import java.util.ArrayList;
import java.util.List;

/// What to warn of in addresses that are valid but not written as they should be.
public final class AddressWarnings {
  private AddressWarnings() {}

  public static List<String> ofAddress(String path, String text) {
    var address = Address.parse(text);
    if (address.isEmpty()) {
      return List.of();
    }
    var canonical = address.get().toString();
    if (Address.isMapped(text) || Address.hasLeadingZeros(text)) {
      return List.of(
          "%s: non-standard IP address \"%s\" is invalid: use \"%s\""
              .formatted(path, text, canonical));
    }
    return address.get().family() == Family.IPV6 && !canonical.equals(text)
        ? List.of(
            "%s: IPv6 address \"%s\" should be in RFC 5952 canonical format (\"%s\")"
                .formatted(path, text, canonical))
        : List.of();
  }

  public static List<String> ofRange(String path, String text) {
    var range = Cidr.parse(text);
    return range.map(cidr -> ofRange(path, text, cidr)).orElseGet(List::of);
  }

  private static List<String> ofRange(String path, String text, Cidr range) {
    var warnings = new ArrayList<String>();
    if (range.hasBitsBeyondPrefix()) {
      warnings.add(
          "%s: CIDR value \"%s\" is ambiguous in this context (should be \"%s\" or \"%s/%d\"?)"
              .formatted(path, text, range, range.address(), range.family().bits()));
    }
    if (AddressRules.isNonStandardRange(text)) {
      warnings.add(
          "%s: non-standard CIDR value \"%s\" is invalid: use \"%s\"".formatted(path, text, range));
    }
    if (warnings.isEmpty() && range.family() == Family.IPV6 && !text.equals(range.toString())) {
      warnings.add(
          "%s: IPv6 CIDR value \"%s\" should be in RFC 5952 canonical format (\"%s\")"
              .formatted(path, text, range));
    }
    return warnings;
  }
}
