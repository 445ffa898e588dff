package dev.timonier.server.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.json.JsonWriter;
import dev.timonier.server.schema.FieldType;
import dev.timonier.server.schema.ObjectType;
import dev.timonier.server.schema.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;

/// Writes the values that have a form of their own in messages.
final class ScalarWriter {
  private ScalarWriter() {}

  static void write(WireWriter out, int number, FieldType.Scalar scalar, JsonNode value) {
    switch (scalar) {
      case STRING -> out.textField(number, value.asText());
      case BOOL -> out.varintField(number, value.asBoolean() ? 1 : 0);
      case INT32, INT64 -> out.varintField(number, value.asLong());
      case FLOAT64 -> out.doubleField(number, value.asDouble());
      case BYTES -> out.bytesField(number, octets(value));
      default -> {
        var before = out.size();
        message(out, scalar, value);
        out.closeMessage(number, before);
      }
    }
  }

  private static byte[] octets(JsonNode base64) {
    try {
      return base64.binaryValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void message(WireWriter out, FieldType.Scalar scalar, JsonNode value) {
    switch (scalar) {
      case TIME, MICRO_TIME -> time(out, value.asText());
      case QUANTITY -> out.textField(1, value.asText());
      case INT_OR_STRING -> intOrString(out, value);
      case RAW_EXTENSION, FIELDS_V1, JSON, ANY -> out.bytesField(1, JsonWriter.bytes(value));
      case SCHEMA_OR_BOOL -> schemaOrBool(out, value);
      case SCHEMA_OR_ARRAY -> schemaOrArray(out, value);
      case SCHEMA_OR_STRINGS -> schemaOrStrings(out, value);
      case EXTRA_VALUE -> texts(out, 1, value);
      case STRING, BOOL, INT32, INT64, FLOAT64, BYTES ->
          throw new IllegalStateException(scalar + " is no message");
    }
  }

  private static void time(WireWriter out, String text) {
    var instant = OffsetDateTime.parse(text).toInstant();
    out.varintField(2, instant.getNano());
    out.varintField(1, instant.getEpochSecond());
  }

  private static void intOrString(WireWriter out, JsonNode value) {
    out.textField(3, value.isTextual() ? value.textValue() : "");
    out.varintField(2, value.isTextual() ? 0 : value.asLong());
    out.varintField(1, value.isTextual() ? 1 : 0);
  }

  private static void texts(WireWriter out, int number, JsonNode array) {
    for (var i = array.size() - 1; i >= 0; i--) {
      out.textField(number, array.get(i).asText());
    }
  }

  private static ObjectType schemaType() {
    return Schema.builtIn().type("apiextensions/v1.JSONSchemaProps");
  }

  private static void schema(WireWriter out, int number, JsonNode value) {
    var before = out.size();
    MessageWriter.write(out, schemaType(), value);
    out.closeMessage(number, before);
  }

  private static void schemaOrBool(WireWriter out, JsonNode value) {
    if (value.isObject()) {
      schema(out, 2, value);
    }
    out.varintField(1, value.isObject() || value.asBoolean() ? 1 : 0);
  }

  private static void schemaOrArray(WireWriter out, JsonNode value) {
    if (value.isObject()) {
      schema(out, 1, value);
    }
    for (var i = value.isArray() ? value.size() - 1 : -1; i >= 0; i--) {
      schema(out, 2, value.get(i));
    }
  }

  private static void schemaOrStrings(WireWriter out, JsonNode value) {
    if (value.isArray()) {
      texts(out, 2, value);
    } else {
      schema(out, 1, value);
    }
  }
}
