package dev.timonier.server.watchcache;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.objectstore.ObjectKey;
import dev.timonier.storage.StoreKey;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The caches of all resources, by their names and by where their objects are stored.
final class ResourceCaches {
  private static final int REGISTRY_LENGTH = ObjectKey.REGISTRY.toString().length();

  private final Map<String, ResourceCache> byPrefix = new ConcurrentHashMap<>();
  private final Map<GroupResource, ResourceCache> byName = new ConcurrentHashMap<>();

  /// Where an object is.
  ///
  /// @param path the part of its key that follows group and resource
  record Place(ResourceCache resource, String path) {}

  void add(GroupResource resource, Function<JsonNode, Map<String, String>> selectable) {
    var cache = new ResourceCache(selectable);
    byPrefix.put(ObjectKey.prefix(resource), cache);
    byName.put(resource, cache);
  }

  ResourceCache of(GroupResource resource) {
    return Objects.requireNonNull(byName.get(resource), resource::toString);
  }

  /// Empty for keys of no resource that is known.
  Optional<Place> place(StoreKey storeKey) {
    var key = storeKey.toString();
    var group = key.indexOf('/', REGISTRY_LENGTH);
    var plural = group < 0 ? -1 : key.indexOf('/', group + 1);
    if (plural < 0) {
      return Optional.empty();
    }
    return Optional.ofNullable(byPrefix.get(key.substring(0, plural + 1)))
        .map(resource -> new Place(resource, key.substring(plural + 1)));
  }

  Collection<ResourceCache> all() {
    return byName.values();
  }
}
