package dev.timonier.server.representation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.json.JsonWriter;
import dev.timonier.server.objectstore.StoredObject;
import dev.timonier.server.registry.Resource;

/// The metadata of an object alone: `PartialObjectMetadata`.
final class PartialMetadata {
  private PartialMetadata() {}

  static ObjectNode of(Resource resource, StoredObject stored, String version) {
    return of(resource.showMetadata(stored), version);
  }

  static ObjectNode of(ObjectNode metadata, String version) {
    var tree = JsonNodeFactory.instance.objectNode();
    tree.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/" + version);
    tree.set("metadata", metadata);
    return tree;
  }

  /// Writes it without reading the object, where nothing is to be left out.
  static void write(Resource resource, StoredObject stored, String version, JsonWriter out) {
    if (!resource.strategy().derivedAnnotations().isEmpty()) {
      out.node(of(resource, stored, version));
      return;
    }
    out.raw("{\"kind\":\"PartialObjectMetadata\",\"apiVersion\":\"meta.k8s.io/").raw(version);
    resource.served(stored).writeMetadataTo(out.raw("\",\"metadata\":"));
    out.raw('}');
  }
}
