package dev.timonier.controllers.servicecidr;

import java.math.BigInteger;
import java.net.InetAddress;

/// A range of addresses, as `10.96.0.0/16`.
///
/// @param start the bits that all of its addresses begin with
/// @param free how many bits differ
/// @param bits of an address of its family
record AddressRange(BigInteger start, int free, int bits) {
  private static final int IPV4 = 32;

  static AddressRange parse(String cidr) {
    var parts = cidr.split("/", 2);
    var address = InetAddress.ofLiteral(parts[0]).getAddress();
    var bits = address.length * 8;
    var free = bits - Integer.parseInt(parts[1]);
    return new AddressRange(new BigInteger(1, address).shiftRight(free), free, bits);
  }

  /// Whether a Service may have an address of this range: its first is none, nor is the last of
  /// IPv4, as those are of the network and for broadcasts.
  boolean contains(String address) {
    var bytes = InetAddress.ofLiteral(address).getAddress();
    var number = new BigInteger(1, bytes);
    return bytes.length * 8 == bits
        && number.shiftRight(free).equals(start)
        && !number.equals(start.shiftLeft(free))
        && (bits > IPV4 || !number.equals(last()));
  }

  /// Whether all addresses of the other are of this range.
  boolean covers(AddressRange other) {
    return bits == other.bits
        && free >= other.free
        && other.start.shiftRight(free - other.free).equals(start);
  }

  private BigInteger last() {
    return start.add(BigInteger.ONE).shiftLeft(free).subtract(BigInteger.ONE);
  }
}
