package dev.timonier.server.resource.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.table.Texts;
import java.util.ArrayList;
import java.util.Set;

/// How tables show what an autoscaler measures.
final class MetricCells {
  private static final int MOST = 2;
  private static final Set<String> AVERAGED = Set.of("External", "Object");
  private static final String UNKNOWN = "<unknown>";

  private MetricCells() {}

  static Object targets(JsonNode object) {
    var metrics = object.path("spec").path("metrics");
    if (metrics.isEmpty()) {
      return Texts.NONE;
    }
    var current = object.path("status").path("currentMetrics");
    var texts = new ArrayList<String>();
    for (var i = 0; i < Math.min(metrics.size(), MOST); i++) {
      texts.add(target(metrics.path(i), current.path(i)));
    }
    var more = metrics.size() - MOST;
    var text = String.join(", ", texts);
    return more > 0 ? text + " + " + more + " more..." : text;
  }

  private static String target(JsonNode metric, JsonNode current) {
    var type = metric.path("type").asText();
    var field = type.isEmpty() ? "" : Character.toLowerCase(type.charAt(0)) + type.substring(1);
    var source = metric.path(field);
    var target = source.path("target");
    var measured = current.path(field).path("current");
    var name = source.path("name").asText("");
    var prefix = name.isEmpty() ? "" : name + ": ";
    return prefix + value(type, target, measured);
  }

  private static String value(String type, JsonNode target, JsonNode measured) {
    if (target.has("averageUtilization")) {
      return percent(measured) + "/" + target.path("averageUtilization").asText() + "%";
    }
    return target.has("averageValue")
        ? measured.path("averageValue").asText(UNKNOWN)
            + "/"
            + target.path("averageValue").asText()
            + (AVERAGED.contains(type) ? " (avg)" : "")
        : measured.path("value").asText(UNKNOWN) + "/" + target.path("value").asText();
  }

  private static String percent(JsonNode measured) {
    var used = measured.path("averageUtilization");
    return used.isMissingNode() ? UNKNOWN : used.asText() + "%";
  }
}
