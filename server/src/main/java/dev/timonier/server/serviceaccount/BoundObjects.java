package dev.timonier.server.serviceaccount;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.objectstore.ObjectKey;
import dev.timonier.server.watchcache.CachedObject;
import dev.timonier.server.watchcache.WatchCache;
import java.time.Instant;
import java.util.Optional;

/// Service accounts and what tokens are bound to, as they are now. Of those that were asked for
/// last it is remembered, for as long as they do not change, what each request with a token and
/// each new pod has to know.
final class BoundObjects {
  private final WatchCache cache;
  private final Remembered<ApiObject> accounts = new Remembered<>(object -> object);
  private final Remembered<Identity> identities = new Remembered<>(BoundObjects::identity);

  private record Place(GroupResource resource, String path) {}

  /// Which object it is, and since when it is being deleted.
  record Identity(String uid, Optional<Instant> deletion) {}

  BoundObjects(WatchCache cache) {
    this.cache = cache;
  }

  /// @return what others get, too, so that nobody may change it
  Optional<ApiObject> serviceAccount(String namespace, String name) {
    return get(account(namespace, name)).map(accounts::of);
  }

  Optional<Identity> identityOfAccount(String namespace, String name) {
    return get(account(namespace, name)).map(identities::of);
  }

  private static Place account(String namespace, String name) {
    return new Place(ServiceAccounts.RESOURCE, ObjectKey.path(namespace, name));
  }

  /// @param namespace of the service account; nodes are in none
  Optional<ApiObject> find(BoundKind kind, String namespace, String name) {
    return get(place(kind, namespace, name)).map(present -> present.stored().read());
  }

  /// @param namespace of the service account; nodes are in none
  Optional<Identity> identity(BoundKind kind, String namespace, String name) {
    return get(place(kind, namespace, name)).map(identities::of);
  }

  private static Place place(BoundKind kind, String namespace, String name) {
    return new Place(kind.resource(), kind.path(namespace, name));
  }

  private Optional<CachedObject> get(Place place) {
    return cache.get(place.resource(), place.path());
  }

  private static Identity identity(ApiObject object) {
    var metadata = object.metadata();
    return new Identity(metadata.uid(), metadata.deletionTimestamp());
  }
}
