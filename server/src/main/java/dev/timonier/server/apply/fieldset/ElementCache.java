package dev.timonier.server.apply.fieldset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.json.JsonReader;
import dev.timonier.server.json.SyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Finds elements by their JSON. The same few thousand names and keys come again and again.
final class ElementCache {
  private static final int RECENT = 4096;

  /// A text with its quotes, and the element that it means.
  private record Known(byte[] json, PathElement element) {}

  /// Racy on purpose: entries are immutable, and one that is lost is made again.
  private static final Known[] CACHE = new Known[RECENT];

  private ElementCache() {}

  /// The element that a JSON text with its quotes means; none when it is of an unknown kind.
  static Optional<PathElement> element(byte[] json, int start, int end) {
    var slot = hash(json, start, end) & RECENT - 1;
    var known = CACHE[slot];
    if (known != null && Arrays.equals(known.json, 0, known.json.length, json, start, end)) {
      return Optional.of(known.element);
    }
    var own = Arrays.copyOfRange(json, start, end);
    var element = parse(JsonReader.tree(own).textValue());
    element.ifPresent(found -> CACHE[slot] = new Known(own, found));
    return element;
  }

  private static int hash(byte[] json, int start, int end) {
    var hash = 1;
    for (var i = start; i < end; i++) {
      hash = hash * 31 + json[i];
    }
    return hash ^ hash >>> 16;
  }

  private static Optional<PathElement> parse(String text) {
    if (text.length() < 2) {
      throw new FieldsException("key must be 2 characters long:");
    }
    if (text.charAt(1) != ':') {
      throw new FieldsException("missing colon: " + text);
    }
    var rest = text.substring(2);
    try {
      return switch (text.charAt(0)) {
        case 'f' -> Optional.of(FieldName.of(rest));
        case 'k' -> Optional.of(key(rest));
        case 'v' -> Optional.of(new ItemValue(JsonReader.tree(bytes(rest))));
        case 'i' -> Optional.of(new ItemIndex(Integer.parseInt(rest)));
        default -> Optional.empty();
      };
    } catch (SyntaxException | NumberFormatException e) {
      throw new FieldsException("not understood: " + text);
    }
  }

  private static PathElement key(String json) {
    if (!(JsonReader.tree(bytes(json)) instanceof ObjectNode object)) {
      throw new FieldsException("expected an object: " + json);
    }
    return new ItemKey(
        object.properties().stream()
            .map(member -> new ItemKey.Part(member.getKey(), member.getValue()))
            .toList());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
