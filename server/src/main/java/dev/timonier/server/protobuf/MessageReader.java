package dev.timonier.server.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.gostruct.FieldNames;
import dev.timonier.server.protobuf.Message.Slot;
import dev.timonier.server.schema.Field;
import dev.timonier.server.schema.FieldType;
import dev.timonier.server.schema.ObjectType;

/// Reads messages into trees. The trees are not conformed: a client's message contains the zeros
/// that Go's encoder writes.
final class MessageReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int MOST_NESTED = 100;

  private MessageReader() {}

  static void read(WireReader in, ObjectType type, ObjectNode into, int depth) {
    if (depth > MOST_NESTED) {
      throw new MalformedMessage("proto: message is nested too deeply");
    }
    read(in, Message.of(type), type, into, depth);
  }

  private static String goName(ObjectType type) {
    return type.name().substring(type.name().lastIndexOf('.') + 1);
  }

  /// @param type of which the message is all, or a part
  private static void read(
      WireReader in, Message message, ObjectType type, ObjectNode into, int depth) {
    while (in.hasNext()) {
      switch (message.slot(next(in, type))) {
        case null -> in.skip();
        case Slot.Embedded(_, var inner) -> read(in.message(), inner, type, into, depth);
        case Slot.Plain(_, var field) -> named(in, field, type, into, depth);
      }
    }
  }

  private static int next(WireReader in, ObjectType type) {
    try {
      return in.nextField();
    } catch (MalformedMessage.WrongTag e) {
      throw e.of(goName(type));
    }
  }

  private static void named(
      WireReader in, Field field, ObjectType type, ObjectNode into, int depth) {
    try {
      field(in, field, into, depth);
    } catch (MalformedMessage.WrongWireType e) {
      throw e.of(goName(goName(type), field));
    }
  }

  /// Metadata are embedded, and so are called as their type is.
  private static String goName(String type, Field field) {
    return field.name().equals("metadata") && field.type() instanceof FieldType.Structure(var meta)
        ? goName(meta)
        : FieldNames.of(type, field.name());
  }

  private static void field(WireReader in, Field field, ObjectNode into, int depth) {
    switch (field.type()) {
      case FieldType.Structure(var type) -> {
        var known = into.get(field.name());
        var object = known instanceof ObjectNode node ? node : into.putObject(field.name());
        read(in.message(), type, object, depth + 1);
      }
      case FieldType.ListOf(var element) -> {
        var known = into.get(field.name());
        var array = known instanceof ArrayNode node ? node : into.putArray(field.name());
        elements(in, element, array, depth);
      }
      case FieldType.MapOf(var value) -> {
        var known = into.get(field.name());
        var map = known instanceof ObjectNode node ? node : into.putObject(field.name());
        entry(in.message(), value, map, depth);
      }
      case FieldType.Scalar scalar -> into.set(field.name(), ScalarReader.read(in, scalar, depth));
    }
  }

  /// Lists of numbers may come packed.
  private static void elements(WireReader in, FieldType element, ArrayNode array, int depth) {
    var isNumber = element == FieldType.Scalar.INT32 || element == FieldType.Scalar.INT64;
    if (isNumber && in.wireType() == WireReader.BYTES) {
      var packed = in.message();
      while (packed.hasNext()) {
        array.add(packed.varint());
      }
      return;
    }
    array.add(value(in, element, depth));
  }

  private static JsonNode value(WireReader in, FieldType type, int depth) {
    return switch (type) {
      case FieldType.Structure(var structure) -> {
        var object = NODES.objectNode();
        read(in.message(), structure, object, depth + 1);
        yield object;
      }
      case FieldType.Scalar scalar -> ScalarReader.read(in, scalar, depth);
      case FieldType.ListOf _, FieldType.MapOf _ ->
          throw new IllegalStateException("no message holds " + type + " as an element");
    };
  }

  private static void entry(WireReader in, FieldType type, ObjectNode map, int depth) {
    var key = "";
    JsonNode value = null;
    while (in.hasNext()) {
      switch (in.next()) {
        case 1 -> {
          in.assumeBytes();
          key = in.text();
        }
        case 2 -> value = entryValue(in, type, depth);
        default -> in.skip();
      }
    }
    map.set(key, value == null ? NODES.textNode("") : value);
  }

  /// In which form the value comes is not asked where it has a length.
  private static JsonNode entryValue(WireReader in, FieldType type, int depth) {
    if (type == FieldType.Scalar.STRING || type == FieldType.Scalar.BYTES) {
      in.assumeBytes();
    }
    return value(in, type, depth);
  }
}
