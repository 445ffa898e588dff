package dev.timonier.server.watchcache;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.storage.Revision;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The objects of a resource that have changed since someone last asked. They are noted as they
/// change, the last version of each, and nobody reads them before. For indexes that are brought up
/// to date when they are used:
///
/// ```
/// put a, put b, put a, delete b   ->  takeInto: put a, remove b
/// ```
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
    notes
        .take()
        .forEach((path, object) -> object.ifPresentOrElse(index::put, () -> index.remove(path)));
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
    private Map<String, Optional<CachedObject>> changed = new LinkedHashMap<>(); // guarded by this

    @Override
    public synchronized void change(WatchFrame frame) {
      var object = frame.object();
      changed.put(
          object.path(),
          frame.type() == EventType.DELETED ? Optional.empty() : Optional.of(object));
    }

    private synchronized Map<String, Optional<CachedObject>> take() {
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
