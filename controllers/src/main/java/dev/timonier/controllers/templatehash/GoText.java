package dev.timonier.controllers.templatehash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;

/// Values as a Go program writes them that shows names and types of all fields (`%#v` of
/// <https://github.com/davecgh/go-spew>, with keys in order), whether they have a value or not:
///
/// ```
/// (v1.ContainerPort){Name:(string)a HostPort:(int32)0 ContainerPort:(int32)80 …}
/// ```
final class GoText {
  private static final String POINTER = "*";
  private static final String LIST = "[]";
  private static final String MAP = "map[string]";
  private static final String NIL = "<nil>";
  private static final String NO_TIME =
      "{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}";

  private final StringBuilder out = new StringBuilder();

  private GoText() {}

  static String of(String type, JsonNode value) {
    var text = new GoText();
    text.typed(type, value);
    return text.out.toString();
  }

  private void typed(String type, JsonNode value) {
    out.append('(').append(type).append(')');
    untyped(type, value);
  }

  private void untyped(String type, JsonNode value) {
    if (type.startsWith(POINTER)) {
      pointer(type.substring(POINTER.length()), value);
    } else if (type.startsWith(LIST)) {
      list(type.substring(LIST.length()), value);
    } else if (type.startsWith(MAP)) {
      map(type.substring(MAP.length()), value);
    } else if (GoStructs.has(type)) {
      struct(type, value);
    } else {
      scalar(type, value);
    }
  }

  private void pointer(String type, JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      out.append(NIL);
    } else {
      untyped(type, value);
    }
  }

  /// An empty list comes as none.
  private void list(String type, JsonNode value) {
    if (value.isEmpty()) {
      out.append(NIL);
      return;
    }
    var separator = '[';
    for (var element : value) {
      out.append(separator);
      untyped(type, element);
      separator = ' ';
    }
    out.append(']');
  }

  private void map(String type, JsonNode value) {
    if (value.isEmpty()) {
      out.append(NIL);
      return;
    }
    var separator = "map[";
    var entries = value.properties().stream().sorted(Map.Entry.comparingByKey()).toList();
    for (var entry : entries) {
      out.append(separator).append(entry.getKey()).append(':');
      untyped(type, entry.getValue());
      separator = " ";
    }
    out.append(']');
  }

  private void struct(String type, JsonNode value) {
    var separator = '{';
    for (var field : GoStructs.fields(type)) {
      out.append(separator).append(field.name()).append(':');
      typed(field.type(), field.isInlined() ? value : value.path(field.json()));
      separator = ' ';
    }
    out.append('}');
  }

  private void scalar(String type, JsonNode value) {
    switch (type) {
      case "bool" -> out.append(value.asBoolean());
      case "int32", "int64" -> out.append(value.asLong());
      case "v1.ResourceList" -> map("resource.Quantity", value);
      case "resource.Quantity" -> out.append(GoQuantity.text(value.asText("")));
      case "intstr.IntOrString" -> numberOrText(value);
      case "v1.Time" -> out.append(NO_TIME);
      default -> out.append(value instanceof MissingNode ? "" : value.asText(""));
    }
  }

  private void numberOrText(JsonNode value) {
    var isText = value.isTextual();
    out.append("{Type:(intstr.Type)").append(isText ? 1 : 0);
    out.append(" IntVal:(int32)").append(isText ? 0 : value.asLong());
    out.append(" StrVal:(string)").append(isText ? value.textValue() : "").append('}');
  }
}
