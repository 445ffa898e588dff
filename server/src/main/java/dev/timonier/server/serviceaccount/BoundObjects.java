package dev.timonier.server.serviceaccount;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.objectstore.ObjectKey;
import dev.timonier.server.watchcache.WatchCache;
import java.util.Optional;

/// Service accounts and what tokens are bound to, as they are now.
final class BoundObjects {
  private final WatchCache cache;

  BoundObjects(WatchCache cache) {
    this.cache = cache;
  }

  Optional<ApiObject> serviceAccount(String namespace, String name) {
    return find(ServiceAccounts.RESOURCE, ObjectKey.path(namespace, name));
  }

  /// @param namespace of the service account; nodes are in none
  Optional<ApiObject> find(BoundKind kind, String namespace, String name) {
    return find(kind.resource(), kind.path(namespace, name));
  }

  private Optional<ApiObject> find(GroupResource resource, String path) {
    return cache.get(resource, path).map(cached -> cached.stored().read());
  }
}
