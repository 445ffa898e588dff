package dev.timonier.cluster.node;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Who this machine is.
public final class Machine {
  private static final Path HOSTNAME = Path.of("/proc/sys/kernel/hostname");

  private Machine() {}

  /// The name of this machine's node: its host name, as the kubelet takes it.
  public static String nodeName() {
    try {
      var name =
          Files.exists(HOSTNAME)
              ? Files.readString(HOSTNAME)
              : InetAddress.getLocalHost().getHostName();
      return name.strip().toLowerCase(Locale.ROOT);
    } catch (IOException e) {
      return "localhost";
    }
  }

  /// The address from which this machine reaches others; without a network, one of any interface,
  /// and loopback at last.
  public static String address() {
    try (var socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress("203.0.113.1", 9)); // sends nothing
      var address = socket.getLocalAddress();
      return address.isAnyLocalAddress() ? interfaceAddress() : address.getHostAddress();
    } catch (IOException | RuntimeException e) {
      return interfaceAddress();
    }
  }

  private static String interfaceAddress() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
          .findFirst()
          .map(InetAddress::getHostAddress)
          .orElse("127.0.0.1");
    } catch (SocketException e) {
      return "127.0.0.1";
    }
  }
}
