package dev.timonier.server.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How cells show lists and maps.
public final class Texts {
  public static final String NONE = "<none>";

  private Texts() {}

  /// A map as `a=1,b=2`.
  public static String labels(JsonNode map) {
    return map.isEmpty() ? NONE : pairs(map).collect(Collectors.joining(","));
  }

  private static Stream<String> pairs(JsonNode map) {
    return map.properties().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(e -> e.getKey() + "=" + e.getValue().asText());
  }

  /// A label selector as `a=1,b in (x,y),!c`.
  public static String selector(JsonNode selector) {
    var text = requirements(selector);
    return text.isEmpty() ? NONE : text;
  }

  /// The same, with nothing where nothing is required.
  public static String requirements(JsonNode selector) {
    var requirements = Trees.stream(selector.path("matchExpressions")).map(Texts::requirement);
    return Stream.concat(pairs(selector.path("matchLabels")), requirements)
        .collect(Collectors.joining(","));
  }

  private static String requirement(JsonNode requirement) {
    var key = requirement.path("key").asText();
    return switch (requirement.path("operator").asText()) {
      case "In" -> key + " in (" + values(requirement) + ")";
      case "NotIn" -> key + " notin (" + values(requirement) + ")";
      case "DoesNotExist" -> "!" + key;
      default -> key;
    };
  }

  private static String values(JsonNode requirement) {
    return Trees.stream(requirement.path("values"))
        .map(JsonNode::asText)
        .sorted()
        .collect(Collectors.joining(","));
  }

  /// The texts of a list, separated by commas.
  public static String list(JsonNode array) {
    return array.isEmpty() ? NONE : joined(array);
  }

  /// The same, with nothing where there is none.
  public static String joined(JsonNode array) {
    return Trees.stream(array).map(JsonNode::asText).collect(Collectors.joining(","));
  }

  /// The first of some texts, and how many there are besides.
  public static String firstOf(List<String> texts, int most) {
    if (texts.isEmpty()) {
      return NONE;
    }
    var more = texts.size() - most;
    var shown = texts.stream().limit(most).collect(Collectors.joining(","));
    return more > 0 ? shown + " + " + more + " more..." : shown;
  }

  /// The text of a field, or that there is none.
  public static String orNone(JsonNode text) {
    return text.asText("").isEmpty() ? NONE : text.asText();
  }

  /// The name of a class, marked if an annotation makes it the default.
  public static String nameMarked(JsonNode object, String annotation) {
    var metadata = object.path("metadata");
    var name = metadata.path("name").asText();
    var marked = metadata.path("annotations").path(annotation).asText().equals("true");
    return marked ? name + " (default)" : name;
  }
}
