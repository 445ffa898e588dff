package dev.timonier.server.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Paths and operations of v3 as v2 has them: formats stand beside the schemas, and a body is a
/// parameter.
final class SwaggerPaths {
  /// Generated clients take the first when they are not told which.
  private static final List<String> PREFERENCE =
      List.of(
          "text/plain",
          "application/json",
          "application/yaml",
          "application/vnd.kubernetes.protobuf",
          "application/json;stream=watch",
          "application/vnd.kubernetes.protobuf;stream=watch",
          "application/json-patch+json",
          "application/merge-patch+json",
          "application/strategic-merge-patch+json",
          "application/apply-patch+yaml");

  private SwaggerPaths() {}

  static ObjectNode item(JsonNode item) {
    var swagger = ScalarSchemas.empty();
    for (var member : item.properties()) {
      if (member.getKey().equals("parameters")) {
        member.getValue().forEach(p -> array(swagger, "parameters").add(parameter(p)));
      } else {
        swagger.set(member.getKey(), operation(member.getValue()));
      }
    }
    return swagger;
  }

  private static ArrayNode array(ObjectNode node, String field) {
    return node.get(field) instanceof ArrayNode present ? present : node.putArray(field);
  }

  /// The members are in the order in which Kubernetes writes them, as [SharedParameters] are called
  /// after their text.
  private static ObjectNode parameter(JsonNode parameter) {
    var swagger = SwaggerSchemas.of(parameter.path("schema"));
    for (var name : List.of("description", "name", "in", "required")) {
      if (parameter.has(name)) {
        swagger.set(name, parameter.get(name));
      }
    }
    return swagger;
  }

  private static ObjectNode operation(JsonNode operation) {
    var swagger = ScalarSchemas.empty();
    swagger.set("description", operation.path("description"));
    swagger.set("tags", operation.path("tags"));
    swagger.set("operationId", operation.path("operationId"));
    addConsumed(swagger, operation);
    addProduced(swagger, operation.path("responses"));
    swagger.putArray("schemes").add("https");
    addParameters(swagger, operation);
    addResponses(swagger.putObject("responses"), operation.path("responses"));
    for (var member : operation.properties()) {
      if (member.getKey().startsWith("x-")) {
        swagger.set(member.getKey(), member.getValue());
      }
    }
    return swagger;
  }

  /// Only what answers with objects says what it takes.
  private static void addConsumed(ObjectNode swagger, JsonNode operation) {
    var content = operation.path("requestBody").path("content");
    if (!content.isEmpty()) {
      inOrder(content).forEach(array(swagger, "consumes")::add);
    } else if (operation.has("x-kubernetes-action")) {
      array(swagger, "consumes").add("*/*");
    } else if (!operation.path("responses").findValues("$ref").isEmpty()) {
      produced(operation.path("responses")).forEach(array(swagger, "consumes")::add);
    }
  }

  private static void addProduced(ObjectNode swagger, JsonNode responses) {
    produced(responses).forEach(swagger.putArray("produces")::add);
  }

  private static List<String> produced(JsonNode responses) {
    return inOrder(responses.path("200").path("content"));
  }

  private static List<String> inOrder(JsonNode content) {
    return content
        .propertyStream()
        .map(Map.Entry::getKey)
        .sorted(Comparator.comparingInt(PREFERENCE::indexOf))
        .toList();
  }

  private static void addParameters(ObjectNode swagger, JsonNode operation) {
    var body = operation.path("requestBody");
    if (!body.isMissingNode()) {
      array(swagger, "parameters").add(body(body));
    }
    operation.path("parameters").forEach(p -> array(swagger, "parameters").add(parameter(p)));
  }

  private static ObjectNode body(JsonNode body) {
    var parameter = ScalarSchemas.empty().put("name", "body").put("in", "body");
    if (body.has("required")) {
      parameter.put("required", true);
    }
    parameter.set("schema", schema(body));
    return parameter;
  }

  private static ObjectNode schema(JsonNode body) {
    return SwaggerSchemas.of(body.path("content").iterator().next().path("schema"));
  }

  private static void addResponses(ObjectNode swagger, JsonNode responses) {
    for (var response : responses.properties()) {
      var code = swagger.putObject(response.getKey());
      code.set("description", response.getValue().path("description"));
      if (response.getValue().has("content")) {
        code.set("schema", schema(response.getValue()));
      }
    }
  }
}
