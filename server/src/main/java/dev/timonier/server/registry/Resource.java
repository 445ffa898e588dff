package dev.timonier.server.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.ApiResource;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.objectstore.ObjectKey;
import dev.timonier.server.objectstore.StoredObject;
import dev.timonier.server.schema.Conformer;
import dev.timonier.server.schema.MemberOrder;
import dev.timonier.server.schema.ObjectType;
import dev.timonier.server.table.Columns;
import dev.timonier.storage.StoreKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A resource as the server serves it: its names, the type of its objects, and what is special
/// about them.
///
/// @param conversion how its objects lie in the store, unless as they are served
public record Resource(
    ApiResource api,
    ObjectType type,
    Strategy strategy,
    Columns columns,
    Optional<Conversion> conversion) {

  /// A resource whose objects are stored as they are served.
  public Resource(ApiResource api, ObjectType type, Strategy strategy, Columns columns) {
    this(api, type, strategy, columns, Optional.empty());
  }

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

  /// The resource as it is stored, which several versions and groups may show.
  public GroupResource storage() {
    return conversion.map(c -> c.stored().groupResource()).orElseGet(this::groupResource);
  }

  /// The kind as which objects are stored.
  public GroupVersionKind storedKind() {
    return conversion.map(c -> c.stored().kind()).orElseGet(this::kind);
  }

  /// Where an object lies.
  ///
  /// @param namespace empty for cluster-scoped resources
  public StoreKey key(String namespace, String name) {
    return StoreKey.of(ObjectKey.prefix(storage()) + ObjectKey.path(namespace, name));
  }

  /// Where an object lies among those of the resource, as a client names it.
  ///
  /// @throws dev.timonier.machinery.status.ApiException 400 when it names no namespace where there
  ///   is one, or when the name cannot be part of a path
  public String requested(String namespace, String name) {
    if (namespaced() && namespace.isEmpty()) {
      throw ApiErrors.badRequest("Namespace parameter required.");
    }
    return ObjectKey.requested(namespace, name);
  }

  /// Reads what is stored as an object of this version.
  public ApiObject read(StoredObject stored) {
    var object = stored.read();
    conversion.ifPresent(c -> c.toServed(object, this));
    return object;
  }

  /// The bytes to store for an object of this version.
  public byte[] encode(ApiObject object) {
    return conversion.isEmpty()
        ? encode(object, type)
        : encode(conversion.get().toStored(object), conversion.get().stored().type());
  }

  private static byte[] encode(ApiObject object, ObjectType type) {
    MemberOrder.arrange(object.root(), type);
    return StoredObject.encode(object);
  }

  /// Reads what is stored as this version shows it, with its members as Go writes them.
  public ApiObject show(StoredObject stored) {
    var object = read(stored);
    if (conversion.isPresent()) {
      MemberOrder.arrange(object.root(), type);
    }
    return object;
  }

  /// What is stored, with the bytes that this version shows.
  public StoredObject served(StoredObject stored) {
    return conversion.isEmpty()
        ? stored
        : new StoredObject(StoredObject.encode(show(stored)), stored.revision());
  }

  /// Reads an object's metadata as views of the metadata alone show it: without the annotations
  /// that are not of it.
  public ObjectNode showMetadata(StoredObject stored) {
    var metadata = show(stored).metadata().tree();
    if (metadata.get("annotations") instanceof ObjectNode annotations) {
      annotations.remove(strategy.derivedAnnotations());
      if (annotations.isEmpty()) {
        metadata.remove("annotations");
      }
    }
    return metadata;
  }

  /// An object of this version in another version of the same resource.
  public ApiObject convert(ApiObject object, Resource other) {
    var stored = conversion.map(c -> c.toStored(object)).orElseGet(object::copy);
    other.conversion.ifPresent(c -> c.toServed(stored, other));
    return stored;
  }

  /// Every field of an object that selectors may name.
  public Map<String, String> selectableFields(JsonNode object) {
    var fields = new LinkedHashMap<>(strategy.selectableFields(object));
    var metadata = object.path("metadata");
    fields.put("metadata.name", metadata.path("name").asText());
    fields.put("metadata.namespace", metadata.path("namespace").asText());
    return fields;
  }

  /// Fills in defaults and makes what was read the normal form of its type.
  public void normalize(ApiObject object) {
    strategy.setDefaults(object.root());
    Conformer.conform(object.root(), type);
  }

  /// Fills in defaults and makes an object whose managers are known what is stored.
  public void settle(ApiObject object) {
    strategy.setDefaults(object.root());
    Conformer.settle(object.root(), type);
  }
}
