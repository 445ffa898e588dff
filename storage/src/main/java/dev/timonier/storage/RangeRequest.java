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

  /// @throws IllegalArgumentException when the limit is not positive
  public RangeRequest {
    if (limit < 1) {
      throw new IllegalArgumentException("a range of " + limit + " keys");
    }
  }

  /// An entry as this request wants to see it.
  public KeyValue show(KeyValue entry) {
    return switch (content) {
      case KEYS_AND_VALUES -> entry;
      case KEYS_ONLY -> entry.withoutValue();
    };
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
