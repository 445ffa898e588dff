package dev.timonier.server.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.protobuf.Message.Slot;
import dev.timonier.server.schema.FieldType;
import dev.timonier.server.schema.ObjectType;
import java.util.ArrayList;
import java.util.Map;

/// Writes trees as messages, last field first.
final class MessageWriter {
  private MessageWriter() {}

  static void write(WireWriter out, ObjectType type, JsonNode object) {
    write(out, Message.of(type), object);
  }

  private static void write(WireWriter out, Message message, JsonNode object) {
    for (var slot : message.lastFirst()) {
      switch (slot) {
        case Slot.Embedded(var number, var inner) -> {
          var before = out.size();
          write(out, inner, object);
          out.closeMessage(number, before);
        }
        case Slot.Plain(var number, var field) -> {
          var value = object.get(field.name());
          if (value != null && !value.isNull()) {
            field(out, number, field.type(), value);
          }
        }
      }
    }
  }

  private static void field(WireWriter out, int number, FieldType type, JsonNode value) {
    switch (type) {
      case FieldType.Structure(var structure) -> {
        var before = out.size();
        write(out, structure, value);
        out.closeMessage(number, before);
      }
      case FieldType.ListOf(var element) -> {
        for (var i = value.size() - 1; i >= 0; i--) {
          field(out, number, element, value.get(i));
        }
      }
      case FieldType.MapOf(var element) -> {
        var entries = new ArrayList<>(value.properties());
        for (var entry : entries.reversed()) {
          entry(out, number, element, entry);
        }
      }
      case FieldType.Scalar scalar -> ScalarWriter.write(out, number, scalar, value);
    }
  }

  private static void entry(
      WireWriter out, int number, FieldType type, Map.Entry<String, JsonNode> entry) {
    var before = out.size();
    if (!entry.getValue().isNull()) {
      field(out, 2, type, entry.getValue());
    }
    out.textField(1, entry.getKey());
    out.closeMessage(number, before);
  }
}
