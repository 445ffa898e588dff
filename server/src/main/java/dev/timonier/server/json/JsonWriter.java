package dev.timonier.server.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes trees as compact JSON into a growing array of bytes. Texts are escaped as Go's
/// `encoding/json` does it: so that they may stand in HTML and JavaScript, too.
public final class JsonWriter {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final boolean[] PLAIN = plain();
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
  private static final int FIRST_CAPACITY = 1024;
  private static final int LINE_SEPARATOR = 0x2028;
  private static final int PARAGRAPH_SEPARATOR = 0x2029;

  private byte[] buffer;
  private int size;

  public JsonWriter() {
    this(FIRST_CAPACITY);
  }

  /// @param capacity how many bytes it will be, about
  public JsonWriter(int capacity) {
    buffer = new byte[capacity];
  }

  public static byte[] bytes(JsonNode tree) {
    return new JsonWriter().node(tree).toByteArray();
  }

  /// All that was written, or was since it was drained.
  public byte[] toByteArray() {
    return size == buffer.length ? buffer : Arrays.copyOf(buffer, size);
  }

  /// What was written since the last time.
  public byte[] drain() {
    var bytes = Arrays.copyOf(buffer, size);
    size = 0;
    return bytes;
  }

  public int size() {
    return size;
  }

  /// Bytes that are JSON already.
  public JsonWriter raw(byte[] bytes) {
    return raw(bytes, 0, bytes.length);
  }

  public JsonWriter raw(byte[] bytes, int from, int length) {
    reserve(length);
    System.arraycopy(bytes, from, buffer, size, length);
    size += length;
    return this;
  }

  public JsonWriter raw(char c) {
    reserve(1);
    buffer[size++] = (byte) c;
    return this;
  }

  /// ASCII text that is JSON already.
  public JsonWriter raw(String ascii) {
    reserve(ascii.length());
    for (var i = 0; i < ascii.length(); i++) {
      buffer[size++] = (byte) ascii.charAt(i);
    }
    return this;
  }

  public JsonWriter node(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> object((ObjectNode) node);
      case ARRAY -> array((ArrayNode) node);
      case STRING, BINARY -> string(node.textValue());
      case NULL, MISSING -> raw(NULL);
      case NUMBER, BOOLEAN, POJO -> raw(node.asText());
    };
  }

  private JsonWriter object(ObjectNode object) {
    if (object instanceof RawObject raw && raw.json().isPresent()) {
      return raw(raw.json().get());
    }
    raw('{');
    var start = size;
    for (var member : object.properties()) {
      if (size > start) {
        raw(',');
      }
      member(member.getKey(), member.getValue());
    }
    return raw('}');
  }

  /// A name, a colon and a value.
  public JsonWriter member(String name, JsonNode value) {
    return string(name).raw(':').node(value);
  }

  private JsonWriter array(ArrayNode array) {
    raw('[');
    for (var i = 0; i < array.size(); i++) {
      if (i > 0) {
        raw(',');
      }
      node(array.get(i));
    }
    return raw(']');
  }

  public JsonWriter string(String text) {
    reserve(text.length() + 2);
    var out = buffer;
    var at = size;
    out[at++] = '"';
    var i = 0;
    while (i < text.length() && isPlain(text.charAt(i))) {
      out[at++] = (byte) text.charAt(i++);
    }
    size = at;
    if (i < text.length()) {
      escaped(text, i);
    }
    return raw('"');
  }

  /// Whether a character stands for itself, in one byte.
  static boolean isPlain(int c) {
    return c >= 0 && c < PLAIN.length && PLAIN[c];
  }

  /// Whether a character stands behind a backslash.
  public static boolean isEscaped(int point) {
    return point < PLAIN.length
        ? !PLAIN[point]
        : point == LINE_SEPARATOR || point == PARAGRAPH_SEPARATOR;
  }

  private static boolean[] plain() {
    var plain = new boolean[0x80];
    for (var c = ' '; c < plain.length; c++) {
      plain[c] = "\"\\<>&".indexOf(c) < 0;
    }
    return plain;
  }

  private void escaped(String text, int from) {
    for (var i = from; i < text.length(); i++) {
      var c = text.charAt(i);
      if (isPlain(c)) {
        raw(c);
      } else if (c < 0x80) {
        escape(c);
      } else {
        i += wide(text, i);
      }
    }
  }

  private void escape(char c) {
    switch (c) {
      case '"' -> raw("\\\"");
      case '\\' -> raw("\\\\");
      case '\b' -> raw("\\b");
      case '\f' -> raw("\\f");
      case '\n' -> raw("\\n");
      case '\r' -> raw("\\r");
      case '\t' -> raw("\\t");
      default -> raw("\\u00").raw((char) HEX[c >> 4]).raw((char) HEX[c & 15]);
    }
  }

  /// Writes what is not ASCII in UTF-8, and returns how many chars beyond the first it took.
  private int wide(String text, int at) {
    var point = text.codePointAt(at);
    if (isEscaped(point)) {
      raw("\\u" + Integer.toHexString(point));
      return 0;
    }
    var valid = !(point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    raw(Character.toString(valid ? point : 0xfffd).getBytes(StandardCharsets.UTF_8));
    return Character.charCount(point) - 1;
  }

  private void reserve(int more) {
    if (size + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
    }
  }
}
