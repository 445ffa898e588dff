package dev.timonier.server.network;

import dev.timonier.machinery.network.Address;
import dev.timonier.machinery.network.Cidr;
import dev.timonier.server.validation.Subject;
import java.util.ArrayList;
import java.util.List;

/// What holds for fields that name addresses, told in the words of Kubernetes v1.36.
public final class AddressRules {
  private AddressRules() {}

  /// The text must be an address, strictly written.
  public static Subject address(Subject field) {
    return field.faulty(checkAddress(field.text()));
  }

  /// What is wrong with the text of an address.
  public static List<String> checkAddress(String text) {
    if (Address.parse(text).isEmpty()) {
      return List.of("must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
    }
    return strictly(text, "must not be an IPv4-mapped IPv6 address");
  }

  private static List<String> strictly(String text, String mapped) {
    var faults = new ArrayList<String>();
    if (Address.isMapped(text)) {
      faults.add(mapped);
    } else if (Address.hasLeadingZeros(text)) {
      faults.add("must not have leading 0s");
    }
    return faults;
  }

  /// The text must be a range, strictly written.
  public static Subject range(Subject field) {
    return field.faulty(checkRange(field.text()));
  }

  /// What is wrong with the text of a range.
  public static List<String> checkRange(String text) {
    var range = Cidr.parse(text);
    if (range.isEmpty()) {
      return List.of("must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)");
    }
    var faults = new ArrayList<String>();
    if (Address.isMapped(text.substring(0, text.indexOf('/')))) {
      faults.add("must not have an IPv4-mapped IPv6 address");
    } else if (hasLeadingZeros(text)) {
      faults.add("must not have leading 0s in IP or prefix length");
    }
    if (range.get().hasBitsBeyondPrefix()) {
      faults.add("must not have bits set beyond the prefix length");
    }
    return faults;
  }

  /// Whether a range that can be read is one that strict readers refuse.
  static boolean isNonStandardRange(String text) {
    return hasLeadingZeros(text) || Address.isMapped(text.substring(0, text.indexOf('/')));
  }

  private static boolean hasLeadingZeros(String range) {
    var slash = range.indexOf('/');
    return Address.hasLeadingZeros(range.substring(0, slash))
        || (range.startsWith("0", slash + 1) && range.length() > slash + 2);
  }

  /// What is wrong with the text of an address that must be canonical.
  public static List<String> checkCanonicalAddress(String text) {
    var faults = checkAddress(text);
    return faults.isEmpty() ? canonical(text, Address.parse(text).orElseThrow()) : faults;
  }

  /// What is wrong with the text of a range that must be canonical.
  public static List<String> checkCanonicalRange(String text) {
    var faults = checkRange(text);
    return faults.isEmpty() ? canonical(text, Cidr.parse(text).orElseThrow()) : faults;
  }

  private static List<String> canonical(String text, Object parsed) {
    return text.equals(parsed.toString())
        ? List.of()
        : List.of("must be in canonical form (\"" + parsed + "\")");
  }

  /// The address must be one that traffic may be sent to.
  public static void ordinary(Subject field) {
    var parsed = Address.parse(field.text());
    if (parsed.isEmpty()) {
      field.invalid("must be a valid IP address");
      return;
    }
    var address = parsed.get();
    if (address.isUnspecified()) {
      field.invalid("may not be unspecified (" + field.text() + ")");
    }
    if (address.isLoopback()) {
      field.invalid("may not be in the loopback range (127.0.0.0/8, ::1/128)");
    }
    if (address.isLinkLocal()) {
      field.invalid("may not be in the link-local range (169.254.0.0/16, fe80::/10)");
    }
    if (address.isLinkLocalMulticast()) {
      field.invalid("may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)");
    }
  }
}
