package dev.timonier.server.watchcache;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.storage.Revision;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// What a watch tells before it is live: the objects that are present, as fast as its client takes
/// them, and the changes of meanwhile. One thread takes from it; the cache's dispatcher adds.
final class Beginning {
  private static final int MOST_CHANGES = 64 * 1024;

  private final Queue<CachedObject> present; // touched by the thread that takes only
  private final Revision revision;

  // All guarded by this.
  private final Queue<ObjectChange> meanwhile = new ArrayDeque<>();
  private @Nullable ApiException failure;
  private boolean over;

  /// @param revision as of which the objects are present
  Beginning(Queue<CachedObject> present, Revision revision) {
    this.present = present;
    this.revision = revision;
  }

  Revision revision() {
    return revision;
  }

  /// The next of the objects that were present.
  Optional<CachedObject> nextPresent() {
    return failure().isPresent() ? Optional.empty() : Optional.ofNullable(present.poll());
  }

  /// The next change of meanwhile; when there is none, the beginning is over.
  synchronized Optional<ObjectChange> nextChange() {
    over = meanwhile.isEmpty();
    return Optional.ofNullable(meanwhile.poll());
  }

  /// Keeps a change until it can be told.
  ///
  /// @return false when the beginning is over: the watch is live
  synchronized boolean keep(ObjectChange change) {
    if (over) {
      return false;
    }
    if (failure == null) {
      meanwhile.add(change);
    }
    if (meanwhile.size() > MOST_CHANGES) {
      fail(ApiErrors.expired("too old resource version: the objects change faster than they go"));
    }
    return true;
  }

  /// @return false when the beginning is over
  synchronized boolean fail(ApiException cause) {
    if (!over) {
      failure = cause;
      meanwhile.clear();
    }
    return !over;
  }

  /// Why the watch cannot go on.
  synchronized Optional<ApiException> failure() {
    return Optional.ofNullable(failure);
  }
}
