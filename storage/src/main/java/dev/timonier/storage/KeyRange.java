package dev.timonier.storage;

import java.util.Arrays;
import java.util.Optional;

/// The keys from `start` (inclusive) to `end` (exclusive; to the last key when empty).
public record KeyRange(StoreKey start, Optional<StoreKey> end) {
  public static KeyRange prefix(StoreKey prefix) {
    return new KeyRange(prefix, endOf(prefix));
  }

  /// Every key.
  public static KeyRange all() {
    return new KeyRange(new StoreKey(new byte[0]), Optional.empty());
  }

  public static KeyRange single(StoreKey key) {
    return new KeyRange(key, Optional.of(key.successor()));
  }

  /// Whether the range ends before it starts.
  public boolean isEmpty() {
    return end.isPresent() && end.get().compareTo(start) <= 0;
  }

  /// The part of this range that follows `key`.
  public KeyRange after(StoreKey key) {
    var next = key.successor();
    return next.compareTo(start) > 0 ? new KeyRange(next, end) : this;
  }

  public boolean contains(StoreKey key) {
    return key.compareTo(start) >= 0 && end.map(limit -> key.compareTo(limit) < 0).orElse(true);
  }

  private static Optional<StoreKey> endOf(StoreKey prefix) {
    var bytes = prefix.bytes();
    for (var i = bytes.length - 1; i >= 0; i--) {
      if (bytes[i] != (byte) 0xff) {
        var end = Arrays.copyOf(bytes, i + 1);
        end[i]++;
        return Optional.of(new StoreKey(end));
      }
    }
    return Optional.empty();
  }
}
