package dev.timonier.storage.watch;

import dev.timonier.storage.Revision;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The watchers of one range that are in step. Guarded by the hub's lock.
final class WatchGroup {
  private final Set<Subscription> members = new LinkedHashSet<>();
  private List<Subscription> snapshot = List.of();
  private List<Change> changes = new ArrayList<>();

  void add(Subscription watcher) {
    members.add(watcher);
    snapshot = List.of();
  }

  void remove(Subscription watcher) {
    members.remove(watcher);
    snapshot = List.of();
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  /// Remembers a change for the next delivery; says whether it is the first one.
  boolean note(Change change) {
    changes.add(change);
    return changes.size() == 1;
  }

  Delivery deliver(Revision through) {
    var noted = changes;
    changes = new ArrayList<>();
    return new Delivery.Changes(snapshot(), noted, through);
  }

  private List<Subscription> snapshot() {
    if (snapshot.size() != members.size()) {
      snapshot = List.copyOf(members);
    }
    return snapshot;
  }
}
