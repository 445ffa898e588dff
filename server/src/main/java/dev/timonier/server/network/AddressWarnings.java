package dev.timonier.server.network;

import java.util.List;

/// What to warn of in addresses that are valid but not written as they should be.
public final class AddressWarnings {
  private AddressWarnings() {}

  public static List<String> ofAddress(String path, String text) {
    var address = Address.parse(text);
    if (address.isEmpty()) {
      return List.of(
          "%s: IP address was accepted, but will be invalid in a future Kubernetes release"
              .formatted(path));
    }
    var canonical = address.get().toString();
    if (Address.isMapped(text) || Address.hasLeadingZeros(text)) {
      return List.of(
          "%s: non-standard IP address \"%s\" will be considered invalid in a future Kubernetes release: use \"%s\""
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
    if (range.isEmpty() || text.equals(range.get().toString())) {
      return List.of();
    }
    return range.get().family() == Family.IPV6 && AddressRules.checkRange(text).isEmpty()
        ? List.of(
            "%s: IPv6 CIDR value \"%s\" should be in RFC 5952 canonical format (\"%s\")"
                .formatted(path, text, range.get()))
        : List.of(
            "%s: CIDR value \"%s\" is ambiguous in this context (should be \"%s\" or \"%s\"?)"
                .formatted(path, text, range.get(), range.get().address()));
  }
}
