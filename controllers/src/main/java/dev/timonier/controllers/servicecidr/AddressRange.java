package dev.timonier.controllers.servicecidr;

import java.math.BigInteger;
import java.net.InetAddress;

/// A range of addresses, as `10.96.0.0/16`.
///
/// @param start the bits that all of its addresses begin with
/// @param free how many bits differ
/// @param bits of an address of its family
record AddressRange(BigInteger start, int free, int bits) {
  static AddressRange parse(String cidr) {
    var parts = cidr.split("/", 2);
    var address = InetAddress.ofLiteral(parts[0]).getAddress();
    var bits = address.length * 8;
    var free = bits - Integer.parseInt(parts[1]);
    return new AddressRange(new BigInteger(1, address).shiftRight(free), free, bits);
  }

  boolean contains(String address) {
    var bytes = InetAddress.ofLiteral(address).getAddress();
    return bytes.length * 8 == bits && new BigInteger(1, bytes).shiftRight(free).equals(start);
  }
}
