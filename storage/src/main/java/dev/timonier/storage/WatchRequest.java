package dev.timonier.storage;

import java.util.Optional;

/// What to watch.
///
/// @param from the first revision to be told of; what follows the current one when empty
/// @param previous whether events carry the version that they replaced
public record WatchRequest(KeyRange keys, Optional<Revision> from, Previous previous) {
  /// Whether events carry the version before.
  public enum Previous {
    OMIT,
    /// The replaced version, unless it was compacted meanwhile.
    INCLUDE
  }

  public static WatchRequest from(KeyRange keys, Revision revision) {
    return new WatchRequest(keys, Optional.of(revision), Previous.OMIT);
  }

  public static WatchRequest fromNow(KeyRange keys) {
    return new WatchRequest(keys, Optional.empty(), Previous.OMIT);
  }

  public WatchRequest withPrevious() {
    return new WatchRequest(keys, from, Previous.INCLUDE);
  }
}
