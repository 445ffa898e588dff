package dev.timonier.machinery.network;

/// The families of IP addresses, named as in `ipFamilies`.
public enum Family {
  IPV4("IPv4", 32),
  IPV6("IPv6", 128);

  private final String text;
  private final int bits;

  Family(String text, int bits) {
    this.text = text;
    this.bits = bits;
  }

  /// How long addresses are.
  public int bits() {
    return bits;
  }

  @Override
  public String toString() {
    return text;
  }
}
