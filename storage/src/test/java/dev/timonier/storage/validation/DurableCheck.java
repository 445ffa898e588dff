package dev.timonier.storage.validation;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.Revision;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.WatchRequest;
import dev.timonier.storage.contract.RecordingWatcher;
import java.util.HashSet;
import java.util.List;

/// What was acknowledged is in the store that was opened after a power cut.
record DurableCheck(RevisionedStore recovered) implements Check {
  @Override
  public List<String> findings(Recording recording, Truth truth) {
    var there = new HashSet<>(recoveredEvents());
    return truth
        .events(KeyRange.all(), Revision.FIRST.next(), truth.current())
        .map(Seen::of)
        .filter(event -> !there.contains(event))
        .map(event -> "lost: " + event)
        .toList();
  }

  private List<String> recoveredEvents() {
    var watcher = new RecordingWatcher();
    var everything = WatchRequest.from(KeyRange.all(), Revision.FIRST.next()).withPrevious();
    watcher.started(recovered.watch(everything, watcher));
    watcher.awaitProgress(recovered.currentRevision()).watch().close();
    return watcher.events().stream().map(Seen::of).toList();
  }
}
