package dev.timonier.server.deflate;

/// The CRC-32 of bytes of which only the checksums of their parts are known.
///
/// A checksum is the remainder of a polynomial over GF(2). To append n octets multiplies what came
/// before by x to the power of 8n, and adds the checksum of what is appended. Bits are in reverse:
/// the highest one is the coefficient of 1.
final class JoinedChecksum {
  private static final int POLYNOMIAL = 0xedb88320;
  private static final int ONE = 1 << 31;
  private static final int OCTET = ONE >>> 8;

  /// x to the power of 8, 16, 32, … octets' lengths double.
  private static final int[] SHIFTS = shifts();

  private int checksum;

  private static int[] shifts() {
    var shifts = new int[Long.SIZE];
    shifts[0] = OCTET;
    for (var i = 1; i < shifts.length; i++) {
      shifts[i] = product(shifts[i - 1], shifts[i - 1]);
    }
    return shifts;
  }

  void append(int partChecksum, long partLength) {
    checksum = product(shift(partLength), checksum) ^ partChecksum;
  }

  int value() {
    return checksum;
  }

  private static int shift(long octets) {
    var shift = ONE;
    for (var rest = octets; rest != 0; rest &= rest - 1) {
      shift = product(SHIFTS[Long.numberOfTrailingZeros(rest)], shift);
    }
    return shift;
  }

  private static int product(int a, int b) {
    var sum = 0;
    var multiple = b;
    for (var bits = a; bits != 0; bits <<= 1) {
      sum ^= multiple & (bits >> 31);
      multiple = (multiple >>> 1) ^ (POLYNOMIAL & -(multiple & 1));
    }
    return sum;
  }
}
