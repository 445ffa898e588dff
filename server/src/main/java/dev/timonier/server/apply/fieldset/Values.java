package dev.timonier.server.apply.fieldset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.machinery.status.GoNumbers;
import dev.timonier.server.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// What values are to server-side apply: numbers are equal when they mean the same, whether whole
/// or not.
public final class Values {
  private static final int QUOTES = 2;

  private Values() {}

  @SuppressWarnings("ReferenceEquality") // the same value is equal; others may be too
  public static boolean equal(JsonNode left, JsonNode right) {
    if (left == right) {
      return true;
    }
    return switch (left.getNodeType()) {
      case OBJECT -> right.isObject() && equalMembers((ObjectNode) left, (ObjectNode) right);
      case ARRAY -> right.isArray() && equalElements(left, right);
      case NUMBER -> right.isNumber() && compareNumbers(left, right) == 0;
      default -> left.equals(right);
    };
  }

  private static boolean equalMembers(ObjectNode left, ObjectNode right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (var member : left.properties()) {
      @Nullable JsonNode other = right.get(member.getKey());
      if (other == null || !equal(member.getValue(), other)) {
        return false;
      }
    }
    return true;
  }

  private static boolean equalElements(JsonNode left, JsonNode right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (var i = 0; i < left.size(); i++) {
      if (!equal(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  /// Orders any values: numbers, texts, booleans, lists, objects, `null`.
  static int compare(JsonNode left, JsonNode right) {
    var byKind = rank(left) - rank(right);
    if (byKind != 0) {
      return byKind;
    }
    return switch (left.getNodeType()) {
      case NUMBER -> compareNumbers(left, right);
      case STRING -> Utf8Order.compare(left.textValue(), right.textValue());
      case BOOLEAN -> Boolean.compare(left.booleanValue(), right.booleanValue());
      case ARRAY -> compareElements(left, right);
      case OBJECT -> compareMembers(left, right);
      default -> 0;
    };
  }

  private static int rank(JsonNode value) {
    return switch (value.getNodeType()) {
      case NUMBER -> 0;
      case STRING -> 1;
      case BOOLEAN -> 2;
      case ARRAY -> 3;
      case OBJECT -> 4;
      default -> 5;
    };
  }

  private static int compareNumbers(JsonNode left, JsonNode right) {
    return left.isIntegralNumber() && right.isIntegralNumber()
        ? Long.compare(left.longValue(), right.longValue())
        : Double.compare(left.doubleValue(), right.doubleValue());
  }

  private static int compareElements(JsonNode left, JsonNode right) {
    for (var i = 0; i < Math.min(left.size(), right.size()); i++) {
      var order = compare(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return left.size() - right.size();
  }

  private static int compareMembers(JsonNode left, JsonNode right) {
    var names = new TreeSet<String>(Utf8Order::compare);
    left.fieldNames().forEachRemaining(names::add);
    right.fieldNames().forEachRemaining(names::add);
    for (var name : names) {
      if (!left.has(name) || !right.has(name)) {
        return left.has(name) ? -1 : 1;
      }
      var order = compare(left.get(name), right.get(name));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  static int hash(JsonNode value) {
    return value.isNumber() ? Double.hashCode(value.doubleValue()) : value.hashCode();
  }

  /// As in messages.
  static String shown(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> FieldError.quote(value.textValue());
      case NUMBER -> GoNumbers.shown(value);
      case ARRAY ->
          StreamSupport.stream(value.spliterator(), false)
              .map(Values::shown)
              .collect(Collectors.joining(",", "[", "]"));
      case OBJECT ->
          value.properties().stream()
              .map(member -> member.getKey() + "=" + shown(member.getValue()))
              .collect(Collectors.joining());
      default -> value.asText();
    };
  }

  /// JSON as Go's encoder writes it.
  public static String json(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> escaped(quoted(value.textValue()));
      case NUMBER -> GoNumbers.json(value);
      case ARRAY ->
          StreamSupport.stream(value.spliterator(), false)
              .map(Values::json)
              .collect(Collectors.joining(",", "[", "]"));
      case OBJECT ->
          value.properties().stream()
              .map(member -> escaped(quoted(member.getKey())) + ":" + json(member.getValue()))
              .sorted(Utf8Order::compare)
              .collect(Collectors.joining(",", "{", "}"));
      default -> value.asText();
    };
  }

  /// A text in quotes.
  static String quoted(String text) {
    var out = new JsonWriter(text.length() + QUOTES);
    return new String(out.string(text).toByteArray(), StandardCharsets.UTF_8);
  }

  /// What might be markup does not stand in JSON as it is.
  private static String escaped(String json) {
    return json.replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }
}
