package dev.timonier.storage.rocksdb;

import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The newest versions of the keys that were changed last. With it, what a caller has read of a key
/// shortly before its transaction's turn is as good as reading it again: if it is not among these,
/// it has not changed since.
///
/// For whoever has the turn to write.
final class RecentVersions {
  private static final int CHANGES = 1024;
  private static final long BYTES = 2 << 20;

  private record Change(StoreKey key, Revision revision, long bytes) {}

  /// The newest version of a key; empty when it was deleted.
  record Recent(Revision revision, Optional<StoredVersion> version) {}

  private final Map<StoreKey, Recent> versions = new HashMap<>();
  private final Deque<Change> order = new ArrayDeque<>();
  private long bytes;
  private final Views views;
  private final Reader reader;
  private Revision floor; // all changes after this revision are here

  RecentVersions(Views views, Reader reader) {
    this.views = views;
    this.reader = reader;
    this.floor = views.revision();
  }

  /// The newest version of a key that is committed.
  Optional<StoredVersion> latest(StoreKey key, Prefetched prefetched) {
    var recent = versions.get(key);
    if (recent != null) {
      return recent.version();
    }
    var read = prefetched.versions().get(key);
    return read != null && !prefetched.revision().isBefore(floor) ? read : read(key);
  }

  void put(StoreKey key, Recent recent) {
    var size = recent.version().map(version -> version.record().length).orElse(0);
    versions.put(key, recent);
    order.addLast(new Change(key, recent.revision(), size));
    bytes += size;
    while (order.size() > CHANGES || bytes > BYTES) {
      forget(order.removeFirst());
    }
  }

  private Optional<StoredVersion> read(StoreKey key) {
    try (var view = views.hold()) {
      return reader.latest(view, key);
    }
  }

  private void forget(Change oldest) {
    bytes -= oldest.bytes();
    floor = oldest.revision();
    versions.computeIfPresent(
        oldest.key(), (_, recent) -> recent.revision().equals(oldest.revision()) ? null : recent);
  }
}
