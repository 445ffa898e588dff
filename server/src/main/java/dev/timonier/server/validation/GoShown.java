package dev.timonier.server.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/// Values as messages show them that Kubernetes takes from its inner types: every field is there,
/// and names begin with a capital.
public final class GoShown {
  private GoShown() {}

  /// An object with these fields, null where they are missing.
  public static ObjectNode of(JsonNode value, String... fields) {
    var shown = JsonNodeFactory.instance.objectNode();
    for (var field : fields) {
      var name = field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1);
      shown.set(name, value.hasNonNull(field) ? value.get(field) : shown.nullNode());
    }
    return shown;
  }

  /// The same object with some fields first.
  public static ObjectNode inOrder(ObjectNode shown, String... first) {
    var ordered = JsonNodeFactory.instance.objectNode();
    for (var field : first) {
      ordered.set(field, shown.path(field));
    }
    shown.properties().forEach(entry -> ordered.putIfAbsent(entry.getKey(), entry.getValue()));
    return ordered;
  }
}
