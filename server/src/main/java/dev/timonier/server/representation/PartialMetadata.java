package dev.timonier.server.representation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;

/// The metadata of an object alone: `PartialObjectMetadata`.
final class PartialMetadata {
  private PartialMetadata() {}

  static ObjectNode of(ApiObject object, String version) {
    var tree = JsonNodeFactory.instance.objectNode();
    tree.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/" + version);
    tree.set("metadata", object.metadata().tree());
    return tree;
  }
}
