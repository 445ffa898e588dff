package dev.timonier.server.serviceaccount;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.objectstore.ObjectKey;
import dev.timonier.server.watchcache.CachedObject;
import dev.timonier.server.watchcache.WatchCache;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Service accounts and what tokens are bound to, as they are now. Of those that were asked for
/// last it is remembered, for as long as they do not change, what each request with a token has to
/// know.
final class BoundObjects {
  private static final int MOST = 1024;

  private final WatchCache cache;

  // Guarded by itself, the least recently asked for first.
  private final Map<Place, Known> known =
      new LinkedHashMap<>(16, 0.75F, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Known> eldest) {
          return size() > MOST;
        }
      };

  private record Place(GroupResource resource, String path) {}

  private record Known(CachedObject version, Identity identity) {}

  /// Which object it is, and since when it is being deleted.
  record Identity(String uid, Optional<Instant> deletion) {}

  BoundObjects(WatchCache cache) {
    this.cache = cache;
  }

  Optional<ApiObject> serviceAccount(String namespace, String name) {
    return read(account(namespace, name));
  }

  Optional<Identity> identityOfAccount(String namespace, String name) {
    return identity(account(namespace, name));
  }

  private static Place account(String namespace, String name) {
    return new Place(ServiceAccounts.RESOURCE, ObjectKey.path(namespace, name));
  }

  /// @param namespace of the service account; nodes are in none
  Optional<ApiObject> find(BoundKind kind, String namespace, String name) {
    return read(place(kind, namespace, name));
  }

  /// @param namespace of the service account; nodes are in none
  Optional<Identity> identity(BoundKind kind, String namespace, String name) {
    return identity(place(kind, namespace, name));
  }

  private static Place place(BoundKind kind, String namespace, String name) {
    return new Place(kind.resource(), kind.path(namespace, name));
  }

  private Optional<ApiObject> read(Place place) {
    return cache.get(place.resource(), place.path()).map(cached -> cached.stored().read());
  }

  private Optional<Identity> identity(Place place) {
    return cache.get(place.resource(), place.path()).map(present -> identity(place, present));
  }

  private Identity identity(Place place, CachedObject present) {
    synchronized (known) {
      var last = known.get(place);
      if (last != null && last.version() == present) {
        return last.identity();
      }
    }
    var metadata = present.stored().read().metadata();
    var identity = new Identity(metadata.uid(), metadata.deletionTimestamp());
    synchronized (known) {
      known.put(place, new Known(present, identity));
    }
    return identity;
  }
}
