package dev.timonier.server.admission;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.selector.FieldSelector;
import dev.timonier.machinery.selector.Selector;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.objectstore.ObjectKey;
import dev.timonier.server.watchcache.CachedObject;
import dev.timonier.server.watchcache.Selection;
import dev.timonier.server.watchcache.WatchCache;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The objects that plugins look at.
public record CachedObjects(WatchCache cache) {
  /// @param namespace empty for cluster-scoped objects
  public Optional<ApiObject> find(GroupResource resource, String namespace, String name) {
    return cache
        .get(resource, ObjectKey.path(namespace, name))
        .map(cached -> cached.stored().read());
  }

  /// The cluster-scoped objects of a resource.
  public List<ApiObject> all(GroupResource resource) {
    return read(resource, Selection.everything());
  }

  /// The objects in a namespace, by their names.
  public List<ApiObject> in(String namespace, GroupResource resource) {
    return read(resource, Selection.of(namespace, Selector.EVERYTHING, FieldSelector.EVERYTHING));
  }

  /// The cluster-scoped objects of a resource as they are stored. Two lists are equal if nothing
  /// has changed meanwhile.
  List<CachedObject> stored(GroupResource resource) {
    return list(resource, Selection.everything());
  }

  private List<ApiObject> read(GroupResource resource, Selection selection) {
    return list(resource, selection).stream().map(cached -> cached.stored().read()).toList();
  }

  private List<CachedObject> list(GroupResource resource, Selection selection) {
    return cache.present(resource, selection);
  }

  /// The class that an annotation makes the default: the youngest, if there are several.
  public Optional<ApiObject> defaultOf(GroupResource classes, String annotation) {
    return all(classes).stream()
        .filter(object -> "true".equals(object.metadata().annotations().get(annotation)))
        .min(
            Comparator.comparing(CachedObjects::created).reversed().thenComparing(ApiObject::name));
  }

  private static String created(ApiObject object) {
    return object.metadata().tree().path("creationTimestamp").asText();
  }
}
