package dev.timonier.cluster.network;

import dev.timonier.machinery.network.Cidr;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The IPv4 networks that this machine knows: those of its interfaces, and where its routes lead.
public final class MachineNetworks {
  private static final Path ROUTES = Path.of("/proc/net/route");
  private static final int DESTINATION = 1;
  private static final int MASK = 7;

  private MachineNetworks() {}

  public static List<Cidr> used() {
    try {
      var routes = Files.isReadable(ROUTES) ? Files.readAllLines(ROUTES) : List.<String>of();
      return Stream.concat(interfaces(), routes(routes).stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Cidr> interfaces() throws IOException {
    return NetworkInterface.networkInterfaces()
        .map(NetworkInterface::getInterfaceAddresses)
        .flatMap(List::stream)
        .filter(address -> address.getAddress() instanceof Inet4Address)
        .flatMap(MachineNetworks::network);
  }

  private static Stream<Cidr> network(InterfaceAddress address) {
    return cidr(address.getAddress().getHostAddress(), address.getNetworkPrefixLength()).stream();
  }

  /// @param lines of a kernel's table of routes, the first of which is its heading; the default
  ///   route says nothing
  static List<Cidr> routes(List<String> lines) {
    return lines.stream()
        .skip(1)
        .map(line -> line.split("\\s+"))
        .flatMap(fields -> route(fields[DESTINATION], fields[MASK]).stream())
        .filter(network -> network.prefix() > 0)
        .toList();
  }

  private static Optional<Cidr> route(String destination, String mask) {
    return cidr(address(destination), Integer.bitCount(Integer.parseUnsignedInt(mask, 16)));
  }

  /// The table has addresses as numbers of this machine's byte order, which is little-endian on all
  /// that containers run on.
  private static String address(String hexadecimal) {
    var number = Integer.reverseBytes(Integer.parseUnsignedInt(hexadecimal, 16));
    var octets = IntStream.of(24, 16, 8, 0).mapToObj(shift -> number >>> shift & 0xFF);
    return String.join(".", octets.map(String::valueOf).toList());
  }

  private static Optional<Cidr> cidr(String address, int prefix) {
    return Cidr.parse(address + "/" + prefix);
  }
}
