package dev.timonier.server.resource.core.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.timonier.server.object.Trees;

/// Parts of Events as messages show them: with all fields, under their inner names.
final class EventShown {
  private EventShown() {}

  static JsonNode reference(JsonNode reference) {
    if (!reference.isObject()) {
      return JsonNodeFactory.instance.nullNode();
    }
    return JsonNodeFactory.instance
        .objectNode()
        .put("Kind", Trees.text(reference, "kind"))
        .put("Namespace", Trees.text(reference, "namespace"))
        .put("Name", Trees.text(reference, "name"))
        .put("UID", Trees.text(reference, "uid"))
        .put("APIVersion", Trees.text(reference, "apiVersion"))
        .put("ResourceVersion", Trees.text(reference, "resourceVersion"))
        .put("FieldPath", Trees.text(reference, "fieldPath"));
  }

  static JsonNode source(JsonNode source) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("Component", Trees.text(source, "component"))
        .put("Host", Trees.text(source, "host"));
  }
}
