package dev.timonier.server.resource.flowcontrol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.table.Texts;
import dev.timonier.server.validation.Subject;
import java.util.Comparator;
import java.util.Set;

/// The rules and columns of FlowSchemas.
public final class FlowSchemaKind {
  public static final KindRules RULES =
      new KindRules(
          new Rules(),
          ColumnTable.named()
              .text(
                  "PriorityLevel",
                  "The level of the requests",
                  o -> o.path("spec").path("priorityLevelConfiguration").path("name").asText())
              .text("MatchingPrecedence", "The place among the schemas", FlowSchemaKind::precedence)
              .text(
                  "DistinguisherMethod",
                  "What tells flows apart",
                  o -> Texts.orNone(o.path("spec").path("distinguisherMethod").path("type")))
              .age()
              .text("MissingPL", "Whether the level is missing", FlowSchemaKind::dangling)
              .ordered(
                  Comparator.comparingInt(FlowSchemaKind::precedence)
                      .thenComparing(o -> o.path("metadata").path("name").asText())));

  private FlowSchemaKind() {}

  private static int precedence(JsonNode schema) {
    return schema.path("spec").path("matchingPrecedence").asInt();
  }

  private static Object dangling(JsonNode schema) {
    return Trees.stream(schema.path("status").path("conditions"))
        .filter(condition -> condition.path("type").asText().equals("Dangling"))
        .map(condition -> condition.path("status").asText())
        .findFirst()
        .orElse("?");
  }

  private static final class Rules implements Strategy {
    private static final int USUAL = 1000;

    @Override
    public void setDefaults(ObjectNode object) {
      Trees.setDefaultUnlessZero(Trees.child(object, "spec"), "matchingPrecedence", USUAL);
    }

    @Override
    public Set<Trait> traits() {
      return Set.of(Trait.COUNTS_CHANGES, Trait.STATUS_KEEPS_ALL_METADATA);
    }

    @Override
    public void validateCreate(Subject object) {
      FlowSchemaRules.validate(object);
    }

    @Override
    public UpdatedMetadata updatedMetadata(Part part) {
      return part == Part.MAIN ? UpdatedMetadata.WHOLE : UpdatedMetadata.CHANGES;
    }

    @Override
    public void validateUpdate(Subject next, ApiObject old, Part part) {
      if (part == Part.MAIN) {
        validateCreate(next);
      }
      FlowSchemaRules.conditions(next.at("status").at("conditions"));
    }
  }
}
