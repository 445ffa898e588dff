package dev.timonier.server.serviceaccount;

import dev.timonier.server.object.ApiObject;
import dev.timonier.server.watchcache.CachedObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// What was made of the objects that were asked for last. Of another version of an object it is
/// made anew.
final class Remembered<T> {
  private static final int MOST = 1024;

  private final Function<ApiObject, T> making;

  // Guarded by itself, the least recently asked for first.
  private final Map<CachedObject, T> made =
      new LinkedHashMap<>(16, 0.75F, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<CachedObject, T> eldest) {
          return size() > MOST;
        }
      };

  Remembered(Function<ApiObject, T> making) {
    this.making = making;
  }

  T of(CachedObject version) {
    synchronized (made) {
      var known = made.get(version);
      if (known != null) {
        return known;
      }
    }
    var fresh = making.apply(version.stored().read());
    synchronized (made) {
      made.put(version, fresh);
    }
    return fresh;
  }
}
