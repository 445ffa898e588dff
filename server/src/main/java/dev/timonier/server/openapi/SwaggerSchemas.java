package dev.timonier.server.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Schemas of v3 as v2 has them.
final class SwaggerSchemas {
  private static final String REFERENCE = "#/definitions/";

  private SwaggerSchemas() {}

  static ObjectNode of(JsonNode schema) {
    var swagger = ScalarSchemas.empty();
    for (var member : schema.properties()) {
      add(swagger, member.getKey(), member.getValue());
    }
    return swagger;
  }

  private static void add(ObjectNode swagger, String key, JsonNode value) {
    switch (key) {
      case "default" -> {}
      case "$ref" -> swagger.put(key, reference(value.asText()));
      case "allOf" -> swagger.put("$ref", reference(value.path(0).path("$ref").asText()));
      case "oneOf" -> swagger.put("type", "string");
      case "items", "additionalProperties" -> swagger.set(key, of(value));
      case "properties" -> {
        var properties = swagger.putObject(key);
        value.properties().forEach(p -> properties.set(p.getKey(), of(p.getValue())));
      }
      default -> swagger.set(key, value);
    }
  }

  private static String reference(String reference) {
    return REFERENCE + reference.substring(TypeNames.REFERENCE.length());
  }
}
