package dev.timonier.server.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.timonier.server.schema.FieldType;
import dev.timonier.server.schema.FieldType.Scalar;
import java.util.Optional;

/// The schemas of values without fields.
final class ScalarSchemas {
  private ScalarSchemas() {}

  static ObjectNode of(Scalar scalar) {
    return switch (scalar) {
      case STRING -> typed("string");
      case BOOL -> typed("boolean");
      case INT32 -> typed("integer").put("format", "int32");
      case INT64 -> typed("integer").put("format", "int64");
      case FLOAT64 -> typed("number").put("format", "double");
      case BYTES -> typed("string").put("format", "byte");
      case TIME, MICRO_TIME -> typed("string").put("format", "date-time");
      case QUANTITY -> oneOf("string", "number");
      case INT_OR_STRING -> oneOf("integer", "string").put("format", "int-or-string");
      case RAW_EXTENSION, FIELDS_V1 -> typed("object");
      case JSON, ANY, SCHEMA_OR_BOOL, SCHEMA_OR_ARRAY, SCHEMA_OR_STRINGS -> empty();
      case EXTRA_VALUE -> {
        var list = typed("array");
        list.set("items", typed("string").put("default", ""));
        yield list;
      }
    };
  }

  /// What a field holds that is always there, unless something else was said.
  static Optional<JsonNode> zero(FieldType type) {
    return switch (type) {
      case FieldType.Structure _ -> Optional.of(empty());
      case Scalar scalar ->
          switch (scalar) {
            case STRING -> Optional.of(TextNode.valueOf(""));
            case BOOL -> Optional.of(BooleanNode.FALSE);
            case INT32, INT64, FLOAT64 -> Optional.of(IntNode.valueOf(0));
            default -> Optional.empty();
          };
      case FieldType.ListOf _, FieldType.MapOf _ -> Optional.empty();
    };
  }

  static ObjectNode typed(String type) {
    return empty().put("type", type);
  }

  static ObjectNode empty() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static ObjectNode oneOf(String first, String second) {
    var schema = empty();
    schema.putArray("oneOf").add(typed(first)).add(typed(second));
    return schema;
  }
}
