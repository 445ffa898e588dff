package dev.timonier.server.resource.core.componentstatus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;

/// The columns of ComponentStatuses.
public final class ComponentStatusKind {
  public static final KindRules RULES =
      new KindRules(
          Strategy.PLAIN,
          ColumnTable.named()
              .text("Status", "Whether the component is well", ComponentStatusKind::status)
              .text("Message", "What it says", o -> Trees.text(healthy(o), "message"))
              .text("Error", "What is wrong", o -> Trees.text(healthy(o), "error")));

  private ComponentStatusKind() {}

  private static Object status(JsonNode object) {
    return switch (Trees.text(healthy(object), "status")) {
      case "True" -> "Healthy";
      case "" -> "Unknown";
      default -> "Unhealthy";
    };
  }

  private static JsonNode healthy(JsonNode object) {
    return Trees.stream(object.path("conditions"))
        .filter(condition -> Trees.text(condition, "type").equals("Healthy"))
        .findFirst()
        .orElse(object.path("missing"));
  }
}
