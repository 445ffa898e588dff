package dev.timonier.storage;

import java.util.Optional;

/// Which keys to read, and at which revision.
///
/// @param at the revision to read at; the latest when empty
/// @param limit how many entries at most, at least 1
/// @param content whether the values are wanted
public record RangeRequest(KeyRange keys, Optional<Revision> at, long limit, Content content) {
  /// What a range returns of each key.
  public enum Content {
    KEYS_AND_VALUES,
    /// Entries come with an empty value.
    KEYS_ONLY
  }

  public static RangeRequest latest(KeyRange keys) {
    return new RangeRequest(keys, Optional.empty(), Long.MAX_VALUE, Content.KEYS_AND_VALUES);
  }

  public RangeRequest at(Revision revision) {
    return new RangeRequest(keys, Optional.of(revision), limit, content);
  }

  public RangeRequest limit(long most) {
    return new RangeRequest(keys, at, most, content);
  }

  public RangeRequest keysOnly() {
    return new RangeRequest(keys, at, limit, Content.KEYS_ONLY);
  }
}
