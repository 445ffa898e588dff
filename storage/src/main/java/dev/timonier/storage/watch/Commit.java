package dev.timonier.storage.watch;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.Revision;
import java.util.List;

/// A committed transaction: all of its changes, at one revision.
public record Commit(Revision revision, List<Change> changes) {
  /// The part of this commit that concerns some keys.
  public Commit within(KeyRange keys) {
    var matching = changes.stream().filter(change -> keys.contains(change.key())).toList();
    return new Commit(revision, matching);
  }

  /// How many keys were put; the others were deleted.
  public int puts() {
    var puts = 0;
    for (var change : changes) {
      puts += change.current().isPresent() ? 1 : 0;
    }
    return puts;
  }

  long bytes() {
    var sum = 0L;
    for (var change : changes) {
      sum += change.bytes();
    }
    return sum;
  }
}
