package dev.timonier.server.bootstrap;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// How kube-apiservers of a cluster are told from each other: by their hosts
/// (<https://kubernetes.io/docs/concepts/architecture/leases/#api-server-identity>).
///
/// @param host name of the machine
public record ServerIdentity(String host) {
  static final String COMPONENT = "kube-apiserver";

  private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int BASE = DIGITS.length();
  private static final int HASH_BYTES = 16;
  private static final int NAME_LENGTH = 26; // of five bits each, the last of which are zero
  private static final int UNUSED_BITS = NAME_LENGTH * 5 - HASH_BYTES * Byte.SIZE;

  /// As in `apiserver-wlv32tlttr4jl3gtroqexyxapa`: half of a hash of host and component, in base
  /// 32.
  String name() {
    var number = new BigInteger(1, Arrays.copyOf(hash(), HASH_BYTES)).shiftLeft(UNUSED_BITS);
    var name = new StringBuilder();
    for (var i = NAME_LENGTH - 1; i >= 0; i--) {
      var digit = number.shiftRight(i * 5).mod(BigInteger.valueOf(BASE));
      name.append(DIGITS.charAt(digit.intValue()));
    }
    return "apiserver-" + name;
  }

  private byte[] hash() {
    try {
      var hash = MessageDigest.getInstance("SHA-256");
      update(hash, host);
      update(hash, COMPONENT);
      return hash.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /// A text behind its length in two bytes.
  private static void update(MessageDigest hash, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    hash.update((byte) (bytes.length >>> Byte.SIZE));
    hash.update((byte) bytes.length);
    hash.update(bytes);
  }
}
