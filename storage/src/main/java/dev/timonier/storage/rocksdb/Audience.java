package dev.timonier.storage.rocksdb;

import dev.timonier.storage.watch.RevisionGate;
import dev.timonier.storage.watch.WatchHub;

/// Everyone who is shown a batch once it is written. For whoever has the turn to write.
record Audience(Views views, RecentVersions recent, RevisionGate gate, WatchHub hub) {
  /// From here on readers see the batch.
  void show(Batch batch) {
    views.publish(batch.revision());
    batch.changed().forEach(recent::put);
    gate.advance(batch.revision());
  }

  void tellWatchers(Batch batch) {
    if (!batch.commits().isEmpty()) {
      hub.publish(batch.commits(), batch.revision());
    }
  }
}
