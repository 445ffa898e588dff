package dev.timonier.server.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.openapi.Shape.Any;
import dev.timonier.server.openapi.Shape.Choice;
import dev.timonier.server.openapi.Shape.Flag;
import dev.timonier.server.openapi.Shape.Message;
import dev.timonier.server.openapi.Shape.Named;
import dev.timonier.server.openapi.Shape.Repeated;
import dev.timonier.server.openapi.Shape.Text;
import dev.timonier.server.openapi.Shape.Wrapped;

/// OpenAPI v2 as protobuf, in the numbers of
/// <https://github.com/google/gnostic-models/blob/main/openapiv2/OpenAPIv2.proto>.
final class SwaggerMessages {
  private static final Shape TEXT = new Text();
  private static final Shape TEXTS = new Repeated(TEXT);
  private static final Message SCHEMA = schema();
  private static final Message DOCUMENT = document();

  private SwaggerMessages() {}

  static byte[] bytes(JsonNode document) {
    return DOCUMENT.bytes(document);
  }

  private static Message schema() {
    var schema = new Message(31).texts("$ref", "1", "format", "2", "title", "3");
    return schema
        .texts("description", "4", "pattern", "13")
        .with("uniqueItems", 16, new Flag())
        .with("required", 19, TEXTS)
        .with("enum", 20, new Repeated(new Any()))
        .with("additionalProperties", 21, new Wrapped(1, schema))
        .with("type", 22, new Wrapped(1, TEXT))
        .with("items", 23, new Wrapped(1, schema))
        .with("properties", 25, new Named(1, schema));
  }

  private static Message document() {
    return new Message(16)
        .texts("swagger", "1")
        .with("info", 2, new Message(7).texts("title", "1", "version", "2"))
        .with("paths", 8, new Named(2, pathItem()))
        .with("definitions", 9, new Named(1, SCHEMA))
        .with("parameters", 10, new Named(1, parameter()))
        .with("security", 12, new Repeated(new Named(1, new Wrapped(1, TEXTS))))
        .with("securityDefinitions", 13, new Named(1, new Wrapped(2, apiKey())));
  }

  private static Message apiKey() {
    return new Message(5).texts("type", "1", "name", "2", "in", "3", "description", "4");
  }

  private static Message pathItem() {
    var operation = operation();
    return new Message(10)
        .with("get", 2, operation)
        .with("put", 3, operation)
        .with("post", 4, operation)
        .with("delete", 5, operation)
        .with("options", 6, operation)
        .with("head", 7, operation)
        .with("patch", 8, operation)
        .with("parameters", 9, new Repeated(parameterOrReference()));
  }

  private static Message operation() {
    var response =
        new Message(5).texts("description", "1").with("schema", 2, new Wrapped(1, SCHEMA));
    return new Message(13)
        .texts("description", "3", "operationId", "5")
        .with("tags", 1, TEXTS)
        .with("produces", 6, TEXTS)
        .with("consumes", 7, TEXTS)
        .with("parameters", 8, new Repeated(parameterOrReference()))
        .with("responses", 9, new Named(1, new Wrapped(1, response)))
        .with("schemes", 10, TEXTS);
  }

  private static Shape parameterOrReference() {
    var present = new Wrapped(1, parameter());
    var reference = new Wrapped(2, new Message(0).texts("$ref", "1"));
    return new Choice(value -> value.has("$ref") ? reference : present);
  }

  private static Shape parameter() {
    var body =
        new Message(6)
            .texts("description", "1", "name", "2", "in", "3")
            .with("required", 4, new Flag())
            .with("schema", 5, SCHEMA);
    var query =
        new Message(23)
            .texts("in", "2", "description", "3", "name", "4", "type", "6", "format", "7")
            .with("required", 1, new Flag())
            .with("uniqueItems", 20, new Flag());
    var path =
        new Message(22)
            .texts("in", "2", "description", "3", "name", "4", "type", "5", "format", "6")
            .with("required", 1, new Flag())
            .with("uniqueItems", 19, new Flag());
    var ofBody = new Wrapped(1, body);
    var ofQuery = new Wrapped(2, new Wrapped(3, query));
    var ofPath = new Wrapped(2, new Wrapped(4, path));
    return new Choice(
        value ->
            switch (value.path("in").asText()) {
              case "body" -> ofBody;
              case "path" -> ofPath;
              default -> ofQuery;
            });
  }
}
