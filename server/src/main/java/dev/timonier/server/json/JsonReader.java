package dev.timonier.server.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Reads JSON into a tree. Strict in syntax, with the messages of Go's `encoding/json`, because
/// clients see them; a field that is given twice is noted, and its objects are merged as Go does
/// where it reads them into types.
public final class JsonReader {
  private static final int MOST_DEPTH = 500;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final byte[] text;
  private final Duplicates duplicates = new Duplicates();
  private final Repetition repetition;
  private int at;
  private int depth;

  private JsonReader(byte[] text, Repetition repetition) {
    this.text = text;
    this.repetition = repetition;
  }

  /// What becomes of a field that is given again.
  private enum Repetition {
    MERGED,
    REPLACED
  }

  /// Reads JSON as Go reads it into mere maps: of a field that is given again, only the last value
  /// counts, and remarks tell of it.
  ///
  /// @throws SyntaxException when the text is not one JSON value
  public static Document readMaps(byte[] text) {
    var document = new JsonReader(text, Repetition.REPLACED).document();
    return new Document(document.tree(), new Duplicates(), document.duplicates().texts());
  }

  /// @throws SyntaxException when the text is not one JSON value
  public static Document read(byte[] text) {
    return new JsonReader(text, Repetition.MERGED).document();
  }

  /// Reads text that is known to be JSON.
  public static JsonNode tree(byte[] text) {
    return read(text).tree();
  }

  private Document document() {
    var tree = value();
    skipBlanks();
    if (at < text.length) {
      throw unexpected("after top-level value");
    }
    return new Document(tree, duplicates, List.of());
  }

  private JsonNode value() {
    skipBlanks();
    return switch (peek()) {
      case '{' -> nested(this::object);
      case '[' -> nested(this::array);
      case '"' -> TextNode.valueOf(string());
      case 't' -> literal("true", BooleanNode.TRUE);
      case 'f' -> literal("false", BooleanNode.FALSE);
      case 'n' -> literal("null", NullNode.instance);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw unexpected("looking for beginning of value");
    };
  }

  private interface Nested {
    JsonNode read();
  }

  private JsonNode nested(Nested reader) {
    if (++depth > MOST_DEPTH) {
      throw unexpected("exceeded max depth");
    }
    var node = reader.read();
    depth--;
    return node;
  }

  private JsonNode object() {
    var object = NODES.objectNode();
    at++;
    skipBlanks();
    if (peek() == '}') {
      at++;
      return object;
    }
    do {
      member(object);
    } while (another('}', "after object key:value pair"));
    return object;
  }

  private void member(ObjectNode object) {
    skipBlanks();
    if (peek() != '"') {
      throw unexpected("looking for beginning of object key string");
    }
    var start = at;
    var name = string();
    skipBlanks();
    if (peek() != ':') {
      throw unexpected("after object key");
    }
    at++;
    var value = name.equals("fieldsV1") ? fields() : value();
    var earlier = object.replace(name, value);
    if (earlier != null) {
      repeated(object, name, start, earlier);
    }
  }

  private void repeated(ObjectNode object, String name, int start, JsonNode earlier) {
    switch (repetition) {
      case MERGED -> {
        duplicates.add(object, name);
        object.set(name, merged(earlier, object.path(name)));
      }
      case REPLACED -> duplicates.add(text, start);
    }
  }

  /// A set of fields is kept as text where it is plainly written.
  private JsonNode fields() {
    var end = FieldsScanner.end(text, at);
    if (end < 0) {
      return value();
    }
    var json = Arrays.copyOfRange(text, at, end);
    at = end;
    return new RawObject(json);
  }

  private static JsonNode merged(JsonNode earlier, JsonNode later) {
    if (earlier instanceof ObjectNode first && later instanceof ObjectNode second) {
      second.properties().forEach(e -> first.set(e.getKey(), e.getValue()));
      return first;
    }
    return later;
  }

  private JsonNode array() {
    ArrayNode array = NODES.arrayNode();
    at++;
    skipBlanks();
    if (peek() == ']') {
      at++;
      return array;
    }
    do {
      array.add(value());
    } while (another(']', "after array element"));
    return array;
  }

  /// Takes the comma or the end after an element.
  private boolean another(char end, String context) {
    skipBlanks();
    var next = peek();
    if (next != ',' && next != end) {
      throw unexpected(context);
    }
    at++;
    return next == ',';
  }

  private JsonNode literal(String word, JsonNode value) {
    for (var i = 1; i < word.length(); i++) {
      at++;
      if (peek() != word.charAt(i)) {
        throw unexpected("in literal " + word + " (expecting '" + word.charAt(i) + "')");
      }
    }
    at++;
    return value;
  }

  private JsonNode number() {
    var scanner = new NumberScanner(text, at);
    at = scanner.end();
    return scanner.node();
  }

  private String string() {
    var start = ++at;
    var plain = true;
    while (true) {
      var c = peek();
      if (c == '"') {
        break;
      }
      if (c == '\\') {
        return new StringScanner(text, start, at).read(end -> at = end);
      }
      if (c >= 0 && c < ' ') {
        throw unexpected("in string literal");
      }
      plain &= c >= 0;
      at++;
    }
    var charset = plain ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    return new String(text, start, at++ - start, charset);
  }

  private void skipBlanks() {
    while (at < text.length && isBlank(text[at])) {
      at++;
    }
  }

  private static boolean isBlank(byte c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  private byte peek() {
    if (at >= text.length) {
      throw GoSyntax.unexpectedEnd();
    }
    return text[at];
  }

  private SyntaxException unexpected(String context) {
    return GoSyntax.unexpected(text, at, context);
  }
}
