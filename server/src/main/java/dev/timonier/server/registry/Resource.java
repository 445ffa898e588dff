package dev.timonier.server.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.ApiResource;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.objectstore.ObjectKey;
import dev.timonier.server.schema.Conformer;
import dev.timonier.server.schema.ObjectType;
import dev.timonier.server.table.Columns;
import dev.timonier.storage.StoreKey;
import java.util.LinkedHashMap;
import java.util.Map;

/// A resource as the server serves it: its names, the type of its objects, and what is special
/// about them.
public record Resource(ApiResource api, ObjectType type, Strategy strategy, Columns columns) {
  public GroupResource groupResource() {
    return api.groupResource();
  }

  public GroupVersionKind kind() {
    return api.kind();
  }

  public boolean namespaced() {
    return api.namespaced();
  }

  public boolean hasStatus() {
    return api.subresource("status").isPresent();
  }

  /// Where an object lies.
  ///
  /// @param namespace empty for cluster-scoped resources
  public StoreKey key(String namespace, String name) {
    return StoreKey.of(ObjectKey.prefix(groupResource()) + ObjectKey.path(namespace, name));
  }

  /// Every field of an object that selectors may name.
  public Map<String, String> selectableFields(JsonNode object) {
    var fields = new LinkedHashMap<>(strategy.selectableFields(object));
    var metadata = object.path("metadata");
    fields.put("metadata.name", metadata.path("name").asText());
    fields.put("metadata.namespace", metadata.path("namespace").asText());
    return fields;
  }

  /// Fills in defaults and makes the object the normal form of its type.
  public void normalize(ApiObject object) {
    strategy.setDefaults(object.root());
    Conformer.conform(object.root(), type);
  }
}
