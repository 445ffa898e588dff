package dev.timonier.server.watchcache;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.storage.Revision;
import java.util.LinkedHashMap;
import java.util.Map;

/// The objects of a resource that have changed since someone last asked. They are noted as they
/// change, the last version of each, and nobody reads them before. For indexes that are brought up
/// to date when they are used:
///
/// ```
/// put a, put b, put a, delete b, put c, delete c   ->  takeInto: put a, remove b
/// ```
///
/// when there was a b at the time of the last question, and no c. So no more is noted than there
/// are objects, and were then, however long nobody asks.
public final class ChangedObjects {
  private final WatchCache cache;
  private final GroupResource resource;
  private final Notes notes = new Notes();
  private boolean watches; // guarded by notes

  /// What is made of the objects.
  public interface Index {
    void put(CachedObject object);

    void remove(String path);

    /// All objects are put again: the cache was loaded anew.
    void clear();
  }

  public ChangedObjects(WatchCache cache, GroupResource resource) {
    this.cache = cache;
    this.resource = resource;
  }

  /// Tells an index of everything up to what the cache has reached. To be called by one at a time.
  public void takeInto(Index index) {
    if (begins()) {
      index.clear();
      var all = Selection.everything();
      cache.watch(resource, all, new WatchStart.WithPresentObjects(cache.reached()), notes);
    }
    for (var change : notes.take().entrySet()) {
      switch (change.getValue()) {
        case Change.Added(var object) -> index.put(object);
        case Change.Changed(var object) -> index.put(object);
        case Change.Removed() -> index.remove(change.getKey());
      }
    }
  }

  /// How an object differs from what the index knows.
  private sealed interface Change {
    record Added(CachedObject object) implements Change {}

    record Changed(CachedObject object) implements Change {}

    record Removed() implements Change {}
  }

  private boolean begins() {
    synchronized (notes) {
      var begins = !watches;
      watches = true;
      return begins;
    }
  }

  /// Called by the cache's dispatcher, which it keeps waiting for a moment at most.
  private final class Notes implements WatchSink {
    private Map<String, Change> changed = new LinkedHashMap<>(); // guarded by this

    @Override
    public synchronized void change(WatchFrame frame) {
      var object = frame.object();
      var noted = changed.get(object.path());
      switch (frame.type()) {
        case ADDED ->
            changed.put(
                object.path(),
                noted == null ? new Change.Added(object) : new Change.Changed(object));
        case MODIFIED ->
            changed.put(
                object.path(),
                noted instanceof Change.Added
                    ? new Change.Added(object)
                    : new Change.Changed(object));
        case DELETED -> removed(object.path());
        case BOOKMARK, ERROR -> {}
      }
    }

    private void removed(String path) {
      if (changed.get(path) instanceof Change.Added) {
        changed.remove(path);
      } else {
        changed.put(path, new Change.Removed());
      }
    }

    private synchronized Map<String, Change> take() {
      var taken = changed;
      changed = new LinkedHashMap<>();
      return taken;
    }

    /// There is always room.
    @Override
    public boolean awaitRoom() {
      return true;
    }

    @Override
    public void initialEventsEnd(Revision revision) {}

    @Override
    public synchronized void failed(ApiException cause) {
      watches = false;
      changed.clear();
    }
  }
}
