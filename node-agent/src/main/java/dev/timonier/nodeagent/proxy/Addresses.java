package dev.timonier.nodeagent.proxy;

import java.util.regex.Pattern;

/// IPv4 addresses as they are written.
final class Addresses {
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern IPV4 = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET);
  private static final Pattern RANGE = Pattern.compile(IPV4.pattern() + "/([12]?\\d|3[0-2])");

  private Addresses() {}

  static boolean isIpv4(String text) {
    return IPV4.matcher(text).matches();
  }

  /// Whether it is such as `10.0.0.0/8`.
  static boolean isIpv4Range(String text) {
    return RANGE.matcher(text).matches();
  }
}
