package dev.timonier.cluster.node;

import dev.timonier.machinery.host.HostName;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Locale;

/// Who this machine is.
public final class Machine {
  private Machine() {}

  /// The name of this machine's node: its host name, as the kubelet takes it.
  public static String nodeName() {
    return HostName.read().toLowerCase(Locale.ROOT);
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
