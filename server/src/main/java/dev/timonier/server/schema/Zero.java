package dev.timonier.server.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;

/// The zero values of fields.
final class Zero {
  private Zero() {}

  static JsonNode of(FieldType type) {
    return switch (type) {
      case FieldType.Structure _ -> JsonNodeFactory.instance.objectNode();
      case FieldType.ListOf _, FieldType.MapOf _ -> NullNode.instance;
      case FieldType.Scalar scalar -> of(scalar);
    };
  }

  private static JsonNode of(FieldType.Scalar scalar) {
    return switch (scalar) {
      case STRING -> TextNode.valueOf("");
      case BOOL -> BooleanNode.FALSE;
      case INT32, INT64, INT_OR_STRING -> LongNode.valueOf(0);
      case FLOAT64 -> DoubleNode.valueOf(0);
      case QUANTITY -> TextNode.valueOf("0");
      case BYTES,
          TIME,
          MICRO_TIME,
          RAW_EXTENSION,
          FIELDS_V1,
          JSON,
          ANY,
          SCHEMA_OR_BOOL,
          SCHEMA_OR_ARRAY,
          SCHEMA_OR_STRINGS,
          EXTRA_VALUE ->
          NullNode.instance;
    };
  }

  /// Whether a value is what `omitempty` leaves out.
  static boolean is(JsonNode value, FieldType type) {
    return switch (type) {
      case FieldType.Structure _ -> value.isNull() || value.isEmpty();
      case FieldType.ListOf _, FieldType.MapOf _ -> value.isEmpty();
      case FieldType.Scalar.BYTES -> value.isNull() || value.asText().isEmpty();
      case FieldType.Scalar.STRING ->
          value.isNull() || (value.isTextual() && value.textValue().isEmpty());
      case FieldType.Scalar.JSON -> value.isNull();
      case FieldType.Scalar scalar -> value.isNull() || value.equals(of(scalar));
    };
  }
}
