package dev.timonier.controllers.nodeipam;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/// The pod addresses of the cluster, divided into ranges of one size for nodes. Safe for several
/// threads.
///
/// Example: `10.244.0.0/16` with node ranges of 24 bits is divided into 256 ranges, of which the
/// first is `10.244.0.0/24`.
public final class ClusterRange {
  private static final int MOST_RANGES_BITS = 16;

  private final BigInteger first;
  private final int addressBits;
  private final int prefix;
  private final int nodePrefix;
  private final BitSet used = new BitSet(); // guarded by this
  private int next; // guarded by this

  private ClusterRange(byte[] address, int prefix, int nodePrefix) {
    this.addressBits = address.length * 8;
    this.prefix = prefix;
    this.nodePrefix = nodePrefix;
    var shift = addressBits - prefix;
    this.first = new BigInteger(1, address).shiftRight(shift).shiftLeft(shift);
  }

  /// @param cidr as in `10.244.0.0/16`
  /// @param nodePrefix the bits that are fixed in a node's range
  /// @throws IllegalArgumentException when the cluster's range cannot be divided so
  public static ClusterRange of(String cidr, int nodePrefix) {
    var part = cidr.split("/", 2);
    var prefix = Integer.parseInt(part[1]);
    var bits = nodePrefix - prefix;
    if (bits < 0 || bits > MOST_RANGES_BITS) {
      throw new IllegalArgumentException(
          cidr + " cannot be divided into node ranges of /" + nodePrefix);
    }
    return new ClusterRange(bytes(part[0]), prefix, nodePrefix);
  }

  /// Takes the next free range; empty where none is left.
  public synchronized Optional<String> take() {
    var total = 1 << (nodePrefix - prefix);
    var free = used.nextClearBit(next);
    if (free >= total) {
      free = used.nextClearBit(0);
    }
    if (free >= total) {
      return Optional.empty();
    }
    used.set(free);
    next = free + 1;
    return Optional.of(text(free));
  }

  /// Marks a range that a node has already; one of another size takes all that it touches.
  public synchronized void occupy(String cidr) {
    mark(cidr, true);
  }

  public synchronized void release(String cidr) {
    mark(cidr, false);
  }

  private void mark(String cidr, boolean taken) {
    var part = cidr.split("/", 2);
    var address = bytes(part[0]);
    if (address.length * 8 != addressBits) {
      return;
    }
    var from = index(new BigInteger(1, address));
    var size = BigInteger.ONE.shiftLeft(addressBits - Integer.parseInt(part[1]));
    var to = index(new BigInteger(1, address).add(size).subtract(BigInteger.ONE));
    var total = 1 << (nodePrefix - prefix);
    for (var i = Math.max(0, from); i <= Math.min(to, total - 1L); i++) {
      used.set((int) i, taken);
    }
  }

  private long index(BigInteger address) {
    return address.subtract(first).shiftRight(addressBits - nodePrefix).longValue();
  }

  private String text(int index) {
    var address = first.add(BigInteger.valueOf(index).shiftLeft(addressBits - nodePrefix));
    var bytes = new byte[addressBits / 8];
    var digits = address.toByteArray();
    var length = Math.min(digits.length, bytes.length);
    System.arraycopy(digits, digits.length - length, bytes, bytes.length - length, length);
    return text(bytes) + "/" + nodePrefix;
  }

  private static byte[] bytes(String address) {
    try {
      return InetAddress.ofLiteral(address).getAddress();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(address + " is not an address", e);
    }
  }

  private static String text(byte[] address) {
    try {
      var text = InetAddress.getByAddress(address).getHostAddress();
      return address.length == 4 ? text : shortened(text);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(Arrays.toString(address), e);
    }
  }

  /// The longest run of zeros in an IPv6 address is left out, as `fd00:1::`.
  private static String shortened(String text) {
    return text.replaceFirst("(^|:)(0(:0)+)$", "::").replaceFirst("^0::", "::");
  }
}
