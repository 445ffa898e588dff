package dev.timonier.server.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import java.util.Map;
import java.util.stream.Collectors;

/// How cells show lists and maps.
public final class Texts {
  public static final String NONE = "<none>";

  private Texts() {}

  /// A map as `a=1,b=2`.
  public static String labels(JsonNode map) {
    return map.isEmpty()
        ? NONE
        : map.properties().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> e.getKey() + "=" + e.getValue().asText())
            .collect(Collectors.joining(","));
  }

  /// The texts of a list, separated by commas.
  public static String list(JsonNode array) {
    return array.isEmpty()
        ? NONE
        : Trees.stream(array).map(JsonNode::asText).collect(Collectors.joining(","));
  }

  /// The text of a field, or that there is none.
  public static String orNone(JsonNode text) {
    return text.asText("").isEmpty() ? NONE : text.asText();
  }
}
