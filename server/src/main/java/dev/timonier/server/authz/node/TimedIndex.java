package dev.timonier.server.authz.node;

import dev.timonier.server.watchcache.CachedObject;
import dev.timonier.server.watchcache.ChangedObjects.Index;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// An index that tells how long its changes take, in nanoseconds.
///
/// @param added is told of each put
/// @param deleted is told of each removal
/// @param nanoTime a clock
record TimedIndex(Index index, LongConsumer added, LongConsumer deleted, LongSupplier nanoTime)
    implements Index {
  /// @param kind of its objects, as actions name it
  static TimedIndex of(Index index, String kind, GraphNotes notes, LongSupplier nanoTime) {
    return new TimedIndex(index, notes.of("Add" + kind), notes.of("Delete" + kind), nanoTime);
  }

  @Override
  public void put(CachedObject object) {
    var begin = nanoTime.getAsLong();
    index.put(object);
    added.accept(nanoTime.getAsLong() - begin);
  }

  @Override
  public void remove(String path) {
    var begin = nanoTime.getAsLong();
    index.remove(path);
    deleted.accept(nanoTime.getAsLong() - begin);
  }

  @Override
  public void clear() {
    index.clear();
  }
}
