package dev.timonier.server.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.protobuf.WireWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// How a JSON value becomes a field of a protobuf message. The writer goes from the last byte to
/// the first: what comes later in a message is written earlier.
sealed interface Shape {
  void write(WireWriter out, int number, JsonNode value);

  /// A text.
  record Text() implements Shape {
    @Override
    public void write(WireWriter out, int number, JsonNode value) {
      out.textField(number, value.asText());
    }
  }

  /// A boolean, which is left out when it is false.
  record Flag() implements Shape {
    @Override
    public void write(WireWriter out, int number, JsonNode value) {
      if (value.asBoolean()) {
        out.varintField(number, 1);
      }
    }
  }

  /// A value of any form: a message that holds it as YAML, which JSON is.
  record Any() implements Shape {
    private static final int YAML = 2;

    @Override
    public void write(WireWriter out, int number, JsonNode value) {
      var before = out.size();
      out.textField(YAML, value + "\n");
      out.closeMessage(number, before);
    }
  }

  /// A default, which is a number, a boolean or a text; others have no form.
  record Default() implements Shape {
    @Override
    public void write(WireWriter out, int number, JsonNode value) {
      if (value.isContainerNode() || value.isNull()) {
        return;
      }
      var before = out.size();
      switch (value.getNodeType()) {
        case NUMBER -> out.doubleField(1, value.doubleValue());
        case BOOLEAN -> new Flag().write(out, 2, value);
        default -> out.textField(3, value.asText());
      }
      out.closeMessage(number, before);
    }
  }

  /// The elements of an array, one after the other.
  record Repeated(Shape element) implements Shape {
    @Override
    public void write(WireWriter out, int number, JsonNode value) {
      for (var i = value.size() - 1; i >= 0; i--) {
        element.write(out, number, value.get(i));
      }
    }
  }

  /// A message around the value, in which it has a number.
  record Wrapped(int within, Shape value) implements Shape {
    @Override
    public void write(WireWriter out, int number, JsonNode node) {
      var before = out.size();
      value.write(out, within, node);
      out.closeMessage(number, before);
    }
  }

  /// A message that holds pairs of names and values.
  record Named(int within, Shape value) implements Shape {
    @Override
    public void write(WireWriter out, int number, JsonNode node) {
      var before = out.size();
      reversed(node).forEach(member -> pair(out, within, member, value));
      out.closeMessage(number, before);
    }
  }

  /// One of several shapes, depending on the value.
  record Choice(Function<JsonNode, Shape> choose) implements Shape {
    @Override
    public void write(WireWriter out, int number, JsonNode value) {
      choose.apply(value).write(out, number, value);
    }
  }

  private static List<Map.Entry<String, JsonNode>> reversed(JsonNode object) {
    return object.propertyStream().toList().reversed();
  }

  private static void pair(
      WireWriter out, int number, Map.Entry<String, JsonNode> member, Shape value) {
    var before = out.size();
    value.write(out, 2, member.getValue());
    out.textField(1, member.getKey());
    out.closeMessage(number, before);
  }

  /// A message with known fields; what begins with `x-` goes to a list of extensions.
  final class Message implements Shape {
    private record Numbered(int number, Shape shape) {}

    private final int extensions;
    private final Map<String, Numbered> fields = new HashMap<>();

    Message(int extensions) {
      this.extensions = extensions;
    }

    Message with(String field, int number, Shape shape) {
      fields.put(field, new Numbered(number, shape));
      return this;
    }

    /// Several texts.
    Message texts(String... numbered) {
      for (var i = 0; i < numbered.length; i += 2) {
        with(numbered[i], Integer.parseInt(numbered[i + 1]), new Text());
      }
      return this;
    }

    byte[] bytes(JsonNode value) {
      var out = new WireWriter();
      members(out, value);
      return out.toByteArray();
    }

    @Override
    public void write(WireWriter out, int number, JsonNode value) {
      var before = out.size();
      members(out, value);
      out.closeMessage(number, before);
    }

    private void members(WireWriter out, JsonNode value) {
      for (var member : reversed(value)) {
        var field = fields.get(member.getKey());
        if (field != null) {
          field.shape().write(out, field.number(), member.getValue());
        } else if (member.getKey().startsWith("x-")) {
          pair(out, extensions, member, new Any());
        }
      }
    }
  }
}
