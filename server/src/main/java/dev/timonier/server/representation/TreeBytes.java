package dev.timonier.server.representation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.timonier.server.json.JsonWriter;
import dev.timonier.server.json.YamlWriter;
import dev.timonier.server.protobuf.Protobuf;

/// Writes trees in the format and layout of a form.
public final class TreeBytes {
  private static final ObjectWriter INDENTED = indented();

  private TreeBytes() {}

  public static byte[] of(JsonNode tree, Form form) {
    return switch (form.type()) {
      case YAML -> YamlWriter.bytes(tree);
      case JSON -> json(tree, form.layout());
      case PROTOBUF -> Protobuf.bytes(tree);
    };
  }

  private static byte[] json(JsonNode tree, Form.Layout layout) {
    return switch (layout) {
      case COMPACT -> new JsonWriter().node(tree).raw('\n').toByteArray();
      case INDENTED -> indented(tree);
    };
  }

  private static byte[] indented(JsonNode tree) {
    try {
      return INDENTED.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectWriter indented() {
    var separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    var indenter = new DefaultIndenter("  ", "\n");
    var printer = new DefaultPrettyPrinter(separators);
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    return new ObjectMapper().writer(printer).with(new GoEscapes());
  }
}
