package dev.timonier.server.authz.node;

import dev.timonier.server.watchcache.CachedObject;
import dev.timonier.server.watchcache.ChangedObjects.Index;
import java.util.function.LongSupplier;

/// An index that tells how long its changes take.
///
/// @param kind of its objects, as actions name it
/// @param nanoTime a clock
record TimedIndex(Index index, String kind, GraphNotes notes, LongSupplier nanoTime)
    implements Index {
  @Override
  public void put(CachedObject object) {
    var begin = nanoTime.getAsLong();
    index.put(object);
    notes.took("Add" + kind, nanoTime.getAsLong() - begin);
  }

  @Override
  public void remove(String path) {
    var begin = nanoTime.getAsLong();
    index.remove(path);
    notes.took("Delete" + kind, nanoTime.getAsLong() - begin);
  }

  @Override
  public void clear() {
    index.clear();
  }
}
