package dev.timonier.machinery.network;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/// An IP address.
public record Address(Family family, BigInteger value) implements Comparable<Address> {
  private static final Pattern DECIMAL = Pattern.compile("\\d+(\\.\\d+){3}");
  private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final Pattern LEADING_ZEROS = Pattern.compile("(^|\\.)0+(?=\\d)");
  private static final Pattern ZEROS = Pattern.compile("(?:^|:)0(?::0)+(?:$|:)");

  /// Reads an address as lenient readers do: decimal parts may have leading zeros, and an IPv4
  /// address may be written as a mapped IPv6 address.
  public static Optional<Address> parse(String text) {
    if (DECIMAL.matcher(text).matches()) {
      return literal(LEADING_ZEROS.matcher(text).replaceAll("$1"));
    }
    return HEXADECIMAL.matcher(text).matches() ? literal(text) : Optional.empty();
  }

  private static Optional<Address> literal(String text) {
    try {
      return Optional.of(of(InetAddress.ofLiteral(text)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  public static Address of(InetAddress address) {
    var bytes = address.getAddress();
    return new Address(bytes.length == 4 ? Family.IPV4 : Family.IPV6, new BigInteger(1, bytes));
  }

  /// Whether decimal parts of a text have leading zeros.
  public static boolean hasLeadingZeros(String text) {
    return LEADING_ZEROS.matcher(text).find();
  }

  /// Whether a text is an IPv4 address in the form of an IPv6 address.
  public static boolean isMapped(String text) {
    return text.contains(":")
        && parse(text).map(address -> address.family() == Family.IPV4).orElse(false);
  }

  Address plus(BigInteger offset) {
    return new Address(family, value.add(offset));
  }

  /// As in `192.0.2.1:443` and `[2001:db8::1]:443`.
  public String withPort(int port) {
    return switch (family) {
      case IPV4 -> this + ":" + port;
      case IPV6 -> "[" + this + "]:" + port;
    };
  }

  public boolean isUnspecified() {
    return value.signum() == 0;
  }

  public boolean isLoopback() {
    return switch (family) {
      case IPV4 -> isIn("127.0.0.0/8");
      case IPV6 -> value.equals(BigInteger.ONE);
    };
  }

  public boolean isLinkLocal() {
    return isIn(family == Family.IPV4 ? "169.254.0.0/16" : "fe80::/10");
  }

  public boolean isLinkLocalMulticast() {
    return isIn(family == Family.IPV4 ? "224.0.0.0/24" : "ff02::/16");
  }

  private boolean isIn(String range) {
    return Cidr.parse(range).orElseThrow().contains(this);
  }

  @Override
  public int compareTo(Address other) {
    var families = family.compareTo(other.family);
    return families != 0 ? families : value.compareTo(other.value);
  }

  /// The canonical text (<https://www.rfc-editor.org/rfc/rfc5952>).
  @Override
  public String toString() {
    return switch (family) {
      case IPV4 -> parts(4, 8, ".", 10);
      case IPV6 -> compressed(parts(8, 16, ":", 16));
    };
  }

  private String parts(int count, int bits, String separator, int radix) {
    var text = new StringBuilder();
    for (var i = count - 1; i >= 0; i--) {
      var part = value.shiftRight(i * bits).intValue() & ((1 << bits) - 1);
      text.append(Integer.toString(part, radix)).append(i == 0 ? "" : separator);
    }
    return text.toString();
  }

  /// The longest run of zeros, the first of several, becomes `::`.
  private static String compressed(String text) {
    var longest =
        ZEROS.matcher(text).results().reduce((a, b) -> zeros(b.group()) > zeros(a.group()) ? b : a);
    return longest
        .map(run -> text.substring(0, run.start()) + "::" + text.substring(run.end()))
        .orElse(text);
  }

  private static long zeros(String run) {
    return run.chars().filter(c -> c == '0').count();
  }
}
