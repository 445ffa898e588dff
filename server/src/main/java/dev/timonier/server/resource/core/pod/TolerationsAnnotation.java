package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.json.JsonReader;
import dev.timonier.server.json.SyntaxException;
import dev.timonier.server.resource.core.podspec.TolerationValidation;
import dev.timonier.server.validation.Subject;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/// The annotation in which tolerations once were. Nothing heeds it any more, but what it says is
/// still held to the rules of tolerations.
final class TolerationsAnnotation {
  private static final String KEY = "scheduler.alpha.kubernetes.io/tolerations";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /// By their names in small letters, as those of the annotation may be written in any.
  private static final Map<String, Field> FIELDS =
      Map.of(
          "key", new Field("key", "Key", "string"),
          "operator", new Field("operator", "Operator", "core.TolerationOperator"),
          "value", new Field("value", "Value", "string"),
          "effect", new Field("effect", "Effect", "core.TaintEffect"),
          "tolerationseconds", new Field("tolerationSeconds", "TolerationSeconds", "int64"));

  /// @param shown its name in messages
  /// @param type in messages
  private record Field(String name, String shown, String type) {
    void copy(JsonNode value, ObjectNode toleration) {
      var fits = type.equals("int64") ? value.canConvertToExactIntegral() : value.isTextual();
      if (!fits) {
        var number = type.equals("int64") && value.isNumber() ? " " + value.asText() : "";
        throw wrongType(value, number, "Go struct field Toleration." + shown + " of type " + type);
      }
      toleration.set(name, value);
    }
  }

  private TolerationsAnnotation() {}

  static void validate(Subject annotations) {
    var annotation = annotations.at(KEY);
    if (annotation.isEmpty()) {
      return;
    }
    try {
      var text = annotation.text().getBytes(StandardCharsets.UTF_8);
      TolerationValidation.validate(annotation.with(tolerations(JsonReader.tree(text))));
    } catch (SyntaxException e) {
      annotations.invalid(Subject.quote(KEY), e.getMessage());
    }
  }

  private static ArrayNode tolerations(JsonNode tree) {
    var tolerations = NODES.arrayNode();
    if (!tree.isArray() && !tree.isNull()) {
      throw wrongType(tree, "", "Go value of type []core.Toleration");
    }
    tree.forEach(element -> tolerations.add(toleration(element)));
    return tolerations;
  }

  private static ObjectNode toleration(JsonNode element) {
    var toleration = NODES.objectNode();
    if (!element.isObject() && !element.isNull()) {
      throw wrongType(element, "", "Go value of type core.Toleration");
    }
    for (var member : element.properties()) {
      var field = FIELDS.get(member.getKey().toLowerCase(Locale.ROOT));
      if (field != null && !member.getValue().isNull()) {
        field.copy(member.getValue(), toleration);
      }
    }
    return toleration;
  }

  private static SyntaxException wrongType(JsonNode value, String detail, String into) {
    var kind = value.isBoolean() ? "bool" : value.getNodeType().name().toLowerCase(Locale.ROOT);
    return new SyntaxException("json: cannot unmarshal " + kind + detail + " into " + into);
  }
}
