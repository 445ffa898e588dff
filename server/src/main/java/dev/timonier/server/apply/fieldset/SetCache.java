package dev.timonier.server.apply.fieldset;

import java.util.Arrays;

/// Finds sets by their JSON: many objects of a kind are managed alike, and what is managed changes
/// less often than the object.
final class SetCache {
  private static final int RECENT = 512;
  private static final int MOST_BYTES = 8192;

  private record Known(byte[] json, FieldSet set) {}

  /// Racy on purpose: entries are immutable, and one that is lost is made again.
  private static final Known[] CACHE = new Known[RECENT];

  private SetCache() {}

  /// @param json not to be changed from now on
  static FieldSet set(byte[] json) {
    var hash = Arrays.hashCode(json);
    var slot = (hash ^ hash >>> 16) & RECENT - 1;
    var known = CACHE[slot];
    if (known != null && Arrays.equals(known.json, json)) {
      return known.set;
    }
    var set = new FieldSetReader(json).read();
    if (json.length <= MOST_BYTES) {
      CACHE[slot] = new Known(json, set);
    }
    return set;
  }
}
