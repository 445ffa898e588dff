package dev.timonier.server.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.json.JsonReader;
import dev.timonier.server.json.SyntaxException;
import dev.timonier.server.schema.FieldType;
import dev.timonier.server.schema.ObjectType;
import dev.timonier.server.schema.Schema;
import dev.timonier.server.schema.Times;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/// Reads the values that have a form of their own in messages.
final class ScalarReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ScalarReader() {}

  static JsonNode read(WireReader in, FieldType.Scalar scalar, int depth) {
    return switch (scalar) {
      case STRING -> NODES.textNode(in.text());
      case BOOL -> NODES.booleanNode(varint(in) != 0);
      case INT32 -> NODES.numberNode((int) varint(in));
      case INT64 -> NODES.numberNode(varint(in));
      case FLOAT64 -> fixed64(in);
      case BYTES -> NODES.textNode(Base64.getEncoder().encodeToString(in.bytes()));
      case TIME, MICRO_TIME -> time(in.message(), scalar);
      case QUANTITY -> NODES.textNode(text(in.message(), 1));
      case INT_OR_STRING -> intOrString(in.message());
      case RAW_EXTENSION -> rawExtension(raw(in.message()));
      case JSON, ANY -> json(raw(in.message()));
      case FIELDS_V1 -> fields(raw(in.message()));
      case SCHEMA_OR_BOOL -> schemaOrBool(in.message(), depth);
      case SCHEMA_OR_ARRAY -> schemaOrArray(in.message(), depth);
      case SCHEMA_OR_STRINGS -> schemaOrStrings(in.message(), depth);
      case EXTRA_VALUE -> texts(in.message());
    };
  }

  private static long varint(WireReader in) {
    in.expect(WireReader.VARINT);
    return in.varint();
  }

  private static JsonNode fixed64(WireReader in) {
    in.expect(WireReader.FIXED64);
    return NODES.numberNode(in.fixed64());
  }

  /// An empty message is no time.
  private static JsonNode time(WireReader in, FieldType.Scalar scalar) {
    if (!in.hasNext()) {
      return NODES.nullNode();
    }
    var seconds = 0L;
    var nanos = 0;
    while (in.hasNext()) {
      switch (in.next()) {
        case 1 -> seconds = varint(in);
        case 2 -> nanos = (int) varint(in);
        default -> in.skip();
      }
    }
    try {
      var instant = Instant.ofEpochSecond(seconds, nanos);
      return NODES.textNode(
          scalar == FieldType.Scalar.TIME ? Times.seconds(instant) : Times.micros(instant));
    } catch (DateTimeException e) {
      throw new MalformedMessage("time is out of range");
    }
  }

  private static String text(WireReader in, int number) {
    var text = "";
    while (in.hasNext()) {
      if (in.next() == number) {
        text = in.text();
      } else {
        in.skip();
      }
    }
    return text;
  }

  private static JsonNode texts(WireReader in) {
    var texts = NODES.arrayNode();
    while (in.hasNext()) {
      if (in.next() == 1) {
        texts.add(in.text());
      } else {
        in.skip();
      }
    }
    return texts;
  }

  private static JsonNode intOrString(WireReader in) {
    var isText = false;
    var number = 0;
    var text = "";
    while (in.hasNext()) {
      switch (in.next()) {
        case 1 -> isText = varint(in) == 1;
        case 2 -> number = (int) varint(in);
        case 3 -> text = in.text();
        default -> in.skip();
      }
    }
    return isText ? NODES.textNode(text) : NODES.numberNode(number);
  }

  private static byte[] raw(WireReader in) {
    var raw = new byte[0];
    while (in.hasNext()) {
      if (in.next() == 1) {
        raw = in.bytes();
      } else {
        in.skip();
      }
    }
    return raw;
  }

  private static JsonNode rawExtension(byte[] raw) {
    return Envelope.isAt(raw) ? Protobuf.read(Envelope.read(raw)) : json(raw);
  }

  /// Whether they make sense is found out when somebody asks who manages what.
  private static JsonNode fields(byte[] raw) {
    try {
      return json(raw);
    } catch (MalformedMessage broken) {
      return NODES.textNode(new String(raw, StandardCharsets.UTF_8));
    }
  }

  private static JsonNode json(byte[] raw) {
    if (raw.length == 0) {
      return NODES.nullNode();
    }
    try {
      return JsonReader.tree(raw);
    } catch (SyntaxException e) {
      throw new MalformedMessage(e.getMessage());
    }
  }

  private static ObjectType schemaType() {
    return Schema.builtIn().type("apiextensions/v1.JSONSchemaProps");
  }

  private static ObjectNode schema(WireReader in, int depth) {
    var object = NODES.objectNode();
    MessageReader.read(in.message(), schemaType(), object, depth + 1);
    return object;
  }

  private static JsonNode schemaOrBool(WireReader in, int depth) {
    JsonNode value = NODES.booleanNode(false);
    while (in.hasNext()) {
      switch (in.next()) {
        case 1 -> value = value.isObject() ? value : NODES.booleanNode(varint(in) != 0);
        case 2 -> value = schema(in, depth);
        default -> in.skip();
      }
    }
    return value;
  }

  private static JsonNode schemaOrArray(WireReader in, int depth) {
    var schemas = NODES.arrayNode();
    JsonNode single = NODES.nullNode();
    while (in.hasNext()) {
      switch (in.next()) {
        case 1 -> single = schema(in, depth);
        case 2 -> schemas.add(schema(in, depth));
        default -> in.skip();
      }
    }
    return schemas.isEmpty() ? single : schemas;
  }

  private static JsonNode schemaOrStrings(WireReader in, int depth) {
    var texts = NODES.arrayNode();
    JsonNode single = NODES.nullNode();
    while (in.hasNext()) {
      switch (in.next()) {
        case 1 -> single = schema(in, depth);
        case 2 -> texts.add(in.text());
        default -> in.skip();
      }
    }
    return single.isNull() ? texts : single;
  }
}
