package dev.timonier.server.resource.device;

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
    Bounded.set(data.at("ips"), MOST_ADDRESSES, Subject::text, _ -> {});
  }
}
