package dev.timonier.machinery.network;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/// A range of addresses with a common prefix.
///
/// @param address as it is written, which may have bits beyond the prefix
/// @param prefix how many bits are common
public record Cidr(Address address, int prefix) {
  private static final Pattern PREFIX = Pattern.compile("\\d{1,3}");

  /// Reads a range as lenient readers do.
  public static Optional<Cidr> parse(String text) {
    var slash = text.indexOf('/');
    if (slash < 0 || !PREFIX.matcher(text.substring(slash + 1)).matches()) {
      return Optional.empty();
    }
    var mapped = Address.isMapped(text.substring(0, slash));
    var prefix = Integer.parseInt(text.substring(slash + 1)) - (mapped ? 96 : 0);
    return Address.parse(text.substring(0, slash))
        .filter(address -> prefix >= 0 && prefix <= address.family().bits())
        .map(address -> new Cidr(address, prefix));
  }

  public Family family() {
    return address.family();
  }

  /// The first address, whose bits beyond the prefix are all zero.
  public Address first() {
    return new Address(family(), address.value().shiftRight(free()).shiftLeft(free()));
  }

  /// How many addresses there are.
  public BigInteger size() {
    return BigInteger.ONE.shiftLeft(free());
  }

  /// The address so many after the first.
  public Address nth(BigInteger offset) {
    return first().plus(offset);
  }

  public boolean contains(Address other) {
    return other.family() == family()
        && other.value().shiftRight(free()).equals(address.value().shiftRight(free()));
  }

  /// Whether it is written with more than its first address, as `10.1.2.3/8`.
  public boolean hasBitsBeyondPrefix() {
    return !address.equals(first());
  }

  private int free() {
    return family().bits() - prefix;
  }

  @Override
  public String toString() {
    return first() + "/" + prefix;
  }
}
