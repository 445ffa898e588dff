package dev.timonier.server.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.openapi.Shape.Any;
import dev.timonier.server.openapi.Shape.Choice;
import dev.timonier.server.openapi.Shape.Default;
import dev.timonier.server.openapi.Shape.Flag;
import dev.timonier.server.openapi.Shape.Message;
import dev.timonier.server.openapi.Shape.Named;
import dev.timonier.server.openapi.Shape.Repeated;
import dev.timonier.server.openapi.Shape.Text;
import dev.timonier.server.openapi.Shape.Wrapped;

/// OpenAPI v3 as protobuf, in the numbers of
/// <https://github.com/google/gnostic-models/blob/main/openapiv3/OpenAPIv3.proto>.
final class OpenApiMessages {
  private static final Shape TEXTS = new Repeated(new Text());
  private static final Message REFERENCE = new Message(0).texts("$ref", "1", "description", "3");
  private static final Shape SCHEMA = schema();
  private static final Message DOCUMENT = document();

  private OpenApiMessages() {}

  static byte[] bytes(JsonNode document) {
    return DOCUMENT.bytes(document);
  }

  /// Where a reference may stand, the object itself is the first field, the reference the second.
  private static Shape orReference(Message object) {
    var present = new Wrapped(1, object);
    var reference = new Wrapped(2, REFERENCE);
    return new Choice(value -> value.has("$ref") ? reference : present);
  }

  private static Shape schema() {
    var schema = new Message(36);
    var orReference = orReference(schema);
    schema
        .texts("title", "9", "pattern", "17", "type", "25", "description", "34", "format", "35")
        .with("uniqueItems", 20, new Flag())
        .with("required", 23, TEXTS)
        .with("enum", 24, new Repeated(new Any()))
        .with("allOf", 26, new Repeated(orReference))
        .with("oneOf", 27, new Repeated(orReference))
        .with("items", 30, new Wrapped(1, orReference))
        .with("properties", 31, new Named(1, orReference))
        .with("additionalProperties", 32, new Wrapped(1, orReference))
        .with("default", 33, new Default());
    return orReference;
  }

  private static Message document() {
    var scheme = new Message(9).texts("type", "1", "description", "2", "name", "3", "in", "4");
    var components =
        new Message(10)
            .with("schemas", 1, new Named(1, SCHEMA))
            .with("securitySchemes", 7, new Named(1, orReference(scheme)));
    return new Message(9)
        .texts("openapi", "1")
        .with("info", 2, new Message(7).texts("title", "1", "version", "6"))
        .with("paths", 4, new Named(1, pathItem()))
        .with("components", 5, components);
  }

  private static Message pathItem() {
    var operation = operation();
    return new Message(14)
        .with("get", 4, operation)
        .with("put", 5, operation)
        .with("post", 6, operation)
        .with("delete", 7, operation)
        .with("options", 8, operation)
        .with("head", 9, operation)
        .with("patch", 10, operation)
        .with("parameters", 13, new Repeated(parameter()));
  }

  private static Message operation() {
    var response = new Message(5).texts("description", "1").with("content", 3, content());
    var body =
        new Message(4)
            .texts("description", "1")
            .with("content", 2, content())
            .with("required", 3, new Flag());
    return new Message(13)
        .texts("description", "3", "operationId", "5")
        .with("tags", 1, TEXTS)
        .with("parameters", 6, new Repeated(parameter()))
        .with("requestBody", 7, orReference(body))
        .with("responses", 8, new Named(2, orReference(response)));
  }

  private static Shape content() {
    return new Named(1, new Message(5).with("schema", 1, SCHEMA));
  }

  private static Shape parameter() {
    return orReference(
        new Message(14)
            .texts("name", "1", "in", "2", "description", "3")
            .with("required", 4, new Flag())
            .with("schema", 10, SCHEMA));
  }
}
