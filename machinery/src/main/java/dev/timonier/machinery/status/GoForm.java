package dev.timonier.machinery.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Values as Go prints them.
public final class GoForm {
  private GoForm() {}

  /// As by `%v`: `map[a:1]`, `[x y]`, `text`.
  public static String plain(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> members(value, "map[", " ", "]", (k, v) -> k + ":" + v, GoForm::plain);
      case ARRAY -> elements(value, "[", " ", "]", GoForm::plain);
      case NUMBER -> GoNumbers.shown(value);
      case NULL -> "<nil>";
      default -> value.asText();
    };
  }

  /// As by `%#v`: `map[string]interface {}{"a":1}`, `[]interface {}{"x"}`, `"text"`.
  public static String syntax(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT ->
          members(
              value,
              "map[string]interface {}{",
              ", ",
              "}",
              (k, v) -> FieldError.quote(k) + ":" + v,
              GoForm::syntax);
      case ARRAY -> elements(value, "[]interface {}{", ", ", "}", GoForm::syntax);
      case NUMBER -> GoNumbers.shown(value);
      case STRING -> FieldError.quote(value.textValue());
      case NULL -> "interface {}(nil)";
      default -> value.asText();
    };
  }

  /// As by `%T`.
  public static String type(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "map[string]interface {}";
      case ARRAY -> "[]interface {}";
      case NUMBER -> value.isIntegralNumber() ? "int64" : "float64";
      case STRING -> "string";
      case BOOLEAN -> "bool";
      default -> "<nil>";
    };
  }

  /// As by `%s`, which is for texts: `text`, `%!s(int64=1)`.
  public static String text(JsonNode value) {
    return switch (value.getNodeType()) {
      case NUMBER, BOOLEAN -> "%!s(" + type(value) + "=" + plain(value) + ")";
      case NULL -> "%!s(<nil>)";
      default -> plain(value);
    };
  }

  private static String members(
      JsonNode object,
      String start,
      String separator,
      String end,
      BinaryOperator<String> member,
      Function<JsonNode, String> form) {
    return object.properties().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(m -> member.apply(m.getKey(), form.apply(m.getValue())))
        .collect(Collectors.joining(separator, start, end));
  }

  private static String elements(
      JsonNode array, String start, String separator, String end, Function<JsonNode, String> form) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(form)
        .collect(Collectors.joining(separator, start, end));
  }
}
