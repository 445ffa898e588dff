package dev.timonier.server.stream;

import dev.timonier.machinery.status.ApiErrors;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// Keeps users from reaching through the proxy what only the server's own machine may reach.
final class ProxyAddress {
  private static final String NOT_ALLOWED = "address not allowed";

  private ProxyAddress() {}

  /// @param text an address; empty when there is none
  static void check(String text) {
    try {
      check(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException none) {
      throw ApiErrors.badRequest(NOT_ALLOWED);
    }
  }

  /// @param host a name or an address
  static void checkHost(String host) {
    try {
      Arrays.stream(InetAddress.getAllByName(host)).forEach(ProxyAddress::check);
    } catch (UnknownHostException unknown) {
      throw ApiErrors.badRequest("lookup " + host + ": no such host");
    }
  }

  private static void check(InetAddress address) {
    if (!isGlobalUnicast(address)) {
      throw ApiErrors.badRequest(NOT_ALLOWED);
    }
  }

  private static boolean isGlobalUnicast(InetAddress address) {
    return !address.isAnyLocalAddress()
        && !address.isLoopbackAddress()
        && !address.isMulticastAddress()
        && !address.isLinkLocalAddress()
        && !address.getHostAddress().equals("255.255.255.255");
  }
}
