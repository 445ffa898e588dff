package dev.timonier.server.bootstrap;

import dev.timonier.machinery.network.Address;
import dev.timonier.machinery.network.Family;
import java.io.UncheckedIOException;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.Optional;

/// The addresses of this host.
final class HostAddresses {
  private HostAddresses() {}

  /// The first one that other hosts can reach, in the order of the interfaces.
  static Optional<Address> find(Family family) {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(HostAddresses::isUp)
          .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
          .flatMap(device -> device.getInterfaceAddresses().stream())
          .map(InterfaceAddress::getAddress)
          .map(Address::of)
          .filter(address -> address.family() == family)
          .filter(address -> !address.isLoopback() && !address.isLinkLocal())
          .findFirst();
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isUp(NetworkInterface device) {
    try {
      return device.isUp();
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }
}
