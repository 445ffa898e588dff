package dev.timonier.nodeagent.runtime.process.network;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/// A range of IPv4 addresses, as in `10.244.0.0/24`.
record AddressRange(int network, int prefixLength) {
  static AddressRange parse(String text) {
    var parts = text.split("/", 2);
    try {
      var address = ByteBuffer.wrap(InetAddress.ofLiteral(parts[0]).getAddress()).getInt();
      var length = Integer.parseInt(parts[1]);
      return new AddressRange(address & (int) (-1L << (32 - length)), length);
    } catch (RuntimeException malformed) {
      throw new IllegalArgumentException("not an IPv4 range: " + text, malformed);
    }
  }

  /// How many addresses it has.
  long size() {
    return 1L << (32 - prefixLength);
  }

  Inet4Address address(long offset) {
    var bytes = ByteBuffer.allocate(4).putInt((int) (network + offset)).array();
    try {
      return (Inet4Address) InetAddress.getByAddress(bytes);
    } catch (UnknownHostException fourBytesAreFine) {
      throw new AssertionError(fourBytesAreFine);
    }
  }

  /// The machine itself, as pods see it.
  Inet4Address gateway() {
    return address(1);
  }
}
