package dev.timonier.server.watchcache;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.ApiObject;
import java.util.Map;
import java.util.function.Function;

/// What selectors look at: the labels of an object, and its selectable fields.
public record Attributes(Map<String, String> labels, Map<String, String> fields) {
  /// @param selectable the selectable fields of the kind, by their labels
  static Attributes of(ApiObject object, Function<JsonNode, Map<String, String>> selectable) {
    return new Attributes(
        Map.copyOf(object.metadata().labels()), Map.copyOf(selectable.apply(object.root())));
  }

  /// The text of a selectable field; empty when the object has none.
  public String field(String label) {
    return fields.getOrDefault(label, "");
  }
}
