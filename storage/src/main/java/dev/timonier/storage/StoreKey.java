package dev.timonier.storage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A key: up to 64 KiB of bytes, ordered as unsigned bytes. The array belongs to the key and is
/// never changed.
public record StoreKey(byte[] bytes) implements Comparable<StoreKey> {
  public static StoreKey of(String text) {
    return new StoreKey(text.getBytes(StandardCharsets.UTF_8));
  }

  public boolean startsWith(StoreKey prefix) {
    var length = prefix.bytes.length;
    return bytes.length >= length && Arrays.equals(bytes, 0, length, prefix.bytes, 0, length);
  }

  /// The smallest key that is greater than this one.
  public StoreKey successor() {
    return new StoreKey(Arrays.copyOf(bytes, bytes.length + 1));
  }

  @Override
  public int compareTo(StoreKey other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoreKey(var theirs) && Arrays.equals(bytes, theirs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
