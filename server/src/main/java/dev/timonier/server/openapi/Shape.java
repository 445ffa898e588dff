package dev.timonier.server.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/// How a JSON value becomes a field of a protobuf message.
sealed interface Shape {
  void write(MessageWriter out, int number, JsonNode value);

  /// A text.
  record Text() implements Shape {
    @Override
    public void write(MessageWriter out, int number, JsonNode value) {
      out.text(number, value.asText());
    }
  }

  /// A boolean, which is left out when it is false.
  record Flag() implements Shape {
    @Override
    public void write(MessageWriter out, int number, JsonNode value) {
      if (value.asBoolean()) {
        out.flag(number);
      }
    }
  }

  /// A value of any form: a message that holds it as YAML, which JSON is.
  record Any() implements Shape {
    @Override
    public void write(MessageWriter out, int number, JsonNode value) {
      var message = new MessageWriter();
      message.text(2, value + "\n");
      out.message(number, message);
    }
  }

  /// A default, which is a number, a boolean or a text; others have no form.
  record Default() implements Shape {
    @Override
    public void write(MessageWriter out, int number, JsonNode value) {
      var message = new MessageWriter();
      switch (value.getNodeType()) {
        case NUMBER -> message.real(1, value.doubleValue());
        case BOOLEAN -> new Flag().write(message, 2, value);
        case STRING -> message.text(3, value.textValue());
        default -> {
          return;
        }
      }
      out.message(number, message);
    }
  }

  /// The elements of an array, one after the other.
  record Repeated(Shape element) implements Shape {
    @Override
    public void write(MessageWriter out, int number, JsonNode value) {
      value.forEach(element -> element().write(out, number, element));
    }
  }

  /// A message around the value, in which it has a number.
  record Wrapped(int within, Shape value) implements Shape {
    @Override
    public void write(MessageWriter out, int number, JsonNode value) {
      var message = new MessageWriter();
      value().write(message, within, value);
      out.message(number, message);
    }
  }

  /// A message that holds pairs of names and values.
  record Named(int within, Shape value) implements Shape {
    @Override
    public void write(MessageWriter out, int number, JsonNode value) {
      var message = new MessageWriter();
      value.properties().forEach(e -> pair(message, within, e, value()));
      out.message(number, message);
    }
  }

  private static void pair(
      MessageWriter out, int number, Map.Entry<String, JsonNode> entry, Shape value) {
    var pair = new MessageWriter();
    pair.text(1, entry.getKey());
    value.write(pair, 2, entry.getValue());
    out.message(number, pair);
  }

  /// One of several shapes, depending on the value.
  record Choice(Function<JsonNode, Shape> choose) implements Shape {
    @Override
    public void write(MessageWriter out, int number, JsonNode value) {
      choose.apply(value).write(out, number, value);
    }
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
      return message(value).toByteArray();
    }

    @Override
    public void write(MessageWriter out, int number, JsonNode value) {
      out.message(number, message(value));
    }

    private MessageWriter message(JsonNode value) {
      var message = new MessageWriter();
      for (var member : value.properties()) {
        var field = fields.get(member.getKey());
        if (field != null) {
          field.shape().write(message, field.number(), member.getValue());
        } else if (member.getKey().startsWith("x-")) {
          pair(message, extensions, member, new Any());
        }
      }
      return message;
    }
  }
}
