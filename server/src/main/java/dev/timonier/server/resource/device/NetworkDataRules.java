package dev.timonier.server.resource.device;

import dev.timonier.machinery.network.Address;
import dev.timonier.machinery.network.Cidr;
import dev.timonier.server.validation.Subject;

/// What holds for what a driver tells of a network device.
final class NetworkDataRules {
  private static final int LONGEST_INTERFACE = 256;
  private static final int LONGEST_ADDRESS = 128;
  private static final int MOST_ADDRESSES = 16;

  private NetworkDataRules() {}

  static void validate(Subject data) {
    if (data.at("interfaceName").text().length() > LONGEST_INTERFACE) {
      data.at("interfaceName").tooLong(LONGEST_INTERFACE);
    }
    if (data.at("hardwareAddress").text().length() > LONGEST_ADDRESS) {
      data.at("hardwareAddress").tooLong(LONGEST_ADDRESS);
    }
    Bounded.set(data.at("ips"), MOST_ADDRESSES, Subject::text, NetworkDataRules::address);
  }

  /// An address with the length of the prefix of its network, in its canonical form.
  private static void address(Subject address) {
    var slash = address.text().indexOf('/');
    var parsed = Address.parse(address.text().substring(0, Math.max(slash, 0)));
    if (parsed.isEmpty() || Cidr.parse(address.text()).isEmpty()) {
      address.invalid("must be a valid address in CIDR form, (e.g. 10.9.8.7/24 or 2001:db8::1/64)");
      return;
    }
    var canonical = parsed.get() + "/" + Cidr.parse(address.text()).get().prefix();
    if (!address.text().equals(canonical)) {
      address.invalid("must be in canonical form (" + Subject.quote(canonical) + ")");
    }
  }
}
