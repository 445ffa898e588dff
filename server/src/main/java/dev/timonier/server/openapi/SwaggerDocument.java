package dev.timonier.server.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The one document of OpenAPI v2, put together from all documents of v3. It says the same with
/// fewer words: no defaults, no alternatives.
final class SwaggerDocument {
  private final TreeMap<String, JsonNode> paths = new TreeMap<>();
  private final TreeMap<String, ObjectNode> definitions = new TreeMap<>();

  private SwaggerDocument() {}

  static ObjectNode of(Stream<ObjectNode> documents) {
    var swagger = new SwaggerDocument();
    documents.forEach(swagger::add);
    return swagger.tree();
  }

  private void add(ObjectNode document) {
    for (var path : document.path("paths").properties()) {
      paths.put(path.getKey(), SwaggerPaths.item(path.getValue()));
    }
    for (var schema : document.path("components").path("schemas").properties()) {
      definitions.putIfAbsent(schema.getKey(), SwaggerSchemas.of(schema.getValue()));
    }
  }

  private ObjectNode tree() {
    var tree = ScalarSchemas.empty().put("swagger", "2.0");
    Documents.addInfo(tree);
    Kinds.addKnown(definitions);
    var parameters = SharedParameters.takenFrom(paths.values());
    paths.forEach(tree.putObject("paths")::set);
    definitions.forEach(tree.putObject("definitions")::set);
    tree.set("parameters", parameters);
    tree.putObject("securityDefinitions")
        .putObject("BearerToken")
        .put("description", "Bearer Token authentication")
        .put("type", "apiKey")
        .put("name", "authorization")
        .put("in", "header");
    tree.putArray("security").addObject().putArray("BearerToken");
    return tree;
  }
}
