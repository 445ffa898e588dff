package dev.timonier.storage.watch;

import dev.timonier.storage.KeyValue;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.WatchEvent;
import dev.timonier.storage.WatchRequest.Previous;
import java.util.Optional;

/// What a transaction did to one key.
///
/// @param current the version that was put; empty when the key was deleted
/// @param previous the version before, if there was one
public record Change(
    StoreKey key, Revision revision, Optional<KeyValue> current, Optional<KeyValue> previous) {
  /// This change as a watcher wants to see it.
  public WatchEvent event(Previous wanted) {
    var before =
        switch (wanted) {
          case INCLUDE -> previous;
          case OMIT -> Optional.<KeyValue>empty();
        };
    return current.isPresent()
        ? new WatchEvent.Put(current.get(), before)
        : new WatchEvent.Delete(key, revision, before);
  }

  /// About how much memory this holds.
  public long bytes() {
    return 200L + key.bytes().length + size(current) + size(previous);
  }

  private static long size(Optional<KeyValue> version) {
    return version.map(kept -> kept.value().length).orElse(0);
  }
}
