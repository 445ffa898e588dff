package dev.timonier.server.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.timonier.machinery.patch.Depth;
import dev.timonier.machinery.status.FieldError;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Reads JSON into a tree. Strict in syntax, with the messages of Go's `encoding/json`, because
/// clients see them. Of a field that is given again the last value counts, and [Duplicates] or
/// remarks tell of it.
public final class JsonReader {
  private static final int MOST_REMARKS = 100;
  private static final JsonNodeFactory NODES = GivenObject.NODES;

  private final byte[] text;
  private final Duplicates duplicates = new Duplicates();
  private final Set<String> remarks = new LinkedHashSet<>(0);
  private final Repetition repetition;
  private int searches;
  private int at;
  private int depth;

  private JsonReader(byte[] text, Repetition repetition) {
    this.text = text;
    this.repetition = repetition;
  }

  /// How a field that is given again is told of.
  private enum Repetition {
    NOTED,
    REMARKED
  }

  /// Reads JSON for which there is no type: remarks tell where a field is given again.
  ///
  /// @throws SyntaxException when the text is not one JSON value
  public static Document readMaps(byte[] text) {
    return new JsonReader(text, Repetition.REMARKED).document();
  }

  /// Reads JSON of a type, which says what becomes of a field that is given again.
  ///
  /// @throws SyntaxException when the text is not one JSON value
  public static Document read(byte[] text) {
    return new JsonReader(text, Repetition.NOTED).document();
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
    return new Document(tree, duplicates, List.copyOf(remarks));
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
    if (++depth > Depth.MOST) {
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
    var name = name();
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
    if (!duplicates.isEmpty()) {
      duplicates.add(object, name, value);
    }
  }

  private void repeated(ObjectNode object, String name, int start, JsonNode earlier) {
    switch (repetition) {
      case NOTED -> duplicates.begin(object, name, earlier);
      case REMARKED -> remark(start);
    }
  }

  /// Only the first hundred places are looked for, as each takes a walk through the text.
  private void remark(int start) {
    if (searches++ < MOST_REMARKS) {
      remarks.add("duplicate field " + FieldError.quote(TextPath.to(text, start)));
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

  /// Like any text, but most names are known.
  private String name() {
    var start = at + 1;
    var hash = 0;
    for (var i = start; i < text.length; i++) {
      var c = text[i];
      if (c == '"') {
        at = i + 1;
        return MemberNames.of(text, start, i, hash);
      }
      if (c < ' ' || c == '\\') {
        break;
      }
      hash = 31 * hash + c;
    }
    return string();
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
