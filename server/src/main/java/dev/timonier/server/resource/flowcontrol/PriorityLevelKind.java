package dev.timonier.server.resource.flowcontrol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.table.Texts;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.Set;

/// The rules and columns of PriorityLevelConfigurations.
public final class PriorityLevelKind {
  public static final KindRules RULES =
      new KindRules(
          new Rules(),
          ColumnTable.named()
              .text(
                  "Type", "Whether requests are limited", o -> o.path("spec").path("type").asText())
              .text(
                  "NominalConcurrencyShares",
                  "The level's share of the server",
                  o -> orNone(limited(o).path("nominalConcurrencyShares")))
              .text("Queues", "The number of queues", o -> orNone(queuing(o).path("queues")))
              .text("HandSize", "The queues of a flow", o -> orNone(queuing(o).path("handSize")))
              .text(
                  "QueueLengthLimit",
                  "The length of a queue",
                  o -> orNone(queuing(o).path("queueLengthLimit")))
              .age());

  private PriorityLevelKind() {}

  private static JsonNode limited(JsonNode level) {
    return level.path("spec").path("limited");
  }

  private static JsonNode queuing(JsonNode level) {
    return limited(level).path("limitResponse").path("queuing");
  }

  private static Object orNone(JsonNode number) {
    return number.isMissingNode() ? Texts.NONE : number.asInt();
  }

  private static final class Rules implements Strategy {
    private static final List<String> TYPES = List.of("Exempt", "Limited");
    private static final List<String> RESPONSES = List.of("Queue", "Reject");
    private static final String EXEMPT = "exempt";
    private static final String KEEP_ZERO =
        "flowcontrol.k8s.io/v1beta3-preserve-zero-concurrency-shares";

    @Override
    public void setDefaults(ObjectNode object) {
      var spec = Trees.child(object, "spec");
      switch (Trees.text(spec, "type")) {
        case "Exempt" -> shares(Trees.child(spec, EXEMPT), 0);
        case "Limited" -> {
          if (spec.path("limited") instanceof ObjectNode limited) {
            shares(limited, 30);
            queues(limited);
          }
        }
        default -> {}
      }
    }

    private static void shares(ObjectNode level, int shares) {
      Trees.setDefault(level, "nominalConcurrencyShares", shares);
      Trees.setDefault(level, "lendablePercent", 0);
    }

    private static void queues(ObjectNode limited) {
      if (limited.path("limitResponse").path("queuing") instanceof ObjectNode queuing) {
        Trees.setDefaultUnlessZero(queuing, "queues", 64);
        Trees.setDefaultUnlessZero(queuing, "handSize", 8);
        Trees.setDefaultUnlessZero(queuing, "queueLengthLimit", 50);
      }
    }

    @Override
    public Set<Trait> traits() {
      return Set.of(Trait.COUNTS_CHANGES, Trait.STATUS_KEEPS_ALL_METADATA);
    }

    @Override
    public void validateCreate(Subject object) {
      var spec = object.at("spec");
      var name = object.at("metadata").at("name").text();
      annotation(object.at("metadata").at("annotations"));
      spec(spec, name);
      FixedSpecs.level(spec, name);
    }

    /// The annotation had a meaning in a version that is no longer served.
    private static void annotation(Subject annotations) {
      if (annotations.value().has(KEEP_ZERO)) {
        annotations.forbidden("annotation '" + KEEP_ZERO + "' is forbidden");
      }
    }

    private static void spec(Subject spec, String name) {
      var type = spec.at("type");
      if (name.equals(EXEMPT) != type.text().equals("Exempt")) {
        type.invalid(
            Subject.quote(type.text()), "must be 'Exempt' if and only if `name` is 'exempt'");
      }
      switch (type.text()) {
        case "Exempt" -> {
          if (spec.at("limited").isPresent()) {
            spec.at("limited").forbidden("must be nil if the type is not Limited");
          }
          shares(spec.at(EXEMPT));
        }
        case "Limited" -> limited(spec);
        default -> type.with(text(type)).notSupported(TYPES);
      }
    }

    private static JsonNode text(Subject field) {
      return TextNode.valueOf(field.text());
    }

    private static void limited(Subject spec) {
      if (spec.at(EXEMPT).isPresent()) {
        spec.at(EXEMPT).forbidden("must be nil if the type is Limited");
      }
      var limited = spec.at("limited");
      if (!limited.isPresent()) {
        limited.required("must not be empty when type is Limited");
        return;
      }
      nominal(limited);
      response(limited.at("limitResponse"));
      percent(limited.at("lendablePercent"));
      var borrowing = limited.at("borrowingLimitPercent");
      if (borrowing.isPresent() && borrowing.number() < 0) {
        borrowing.invalid("if specified, must be a non-negative integer");
      }
    }

    private static void shares(Subject exempt) {
      nominal(exempt);
      percent(exempt.at("lendablePercent"));
    }

    private static void nominal(Subject level) {
      if (level.at("nominalConcurrencyShares").number() < 0) {
        level.at("nominalConcurrencyShares").invalid("must be a non-negative integer");
      }
    }

    private static void percent(Subject percent) {
      percent.between(0, 100);
    }

    private static void response(Subject response) {
      var type = response.at("type");
      var queuing = response.at("queuing");
      switch (type.text()) {
        case "Reject" -> {
          if (queuing.isPresent()) {
            queuing.forbidden("must be nil if limited.limitResponse.type is not Limited");
          }
        }
        case "Queue" -> {
          if (queuing.isPresent()) {
            Queuing.validate(queuing);
          } else {
            queuing.required("must not be empty if limited.limitResponse.type is Limited");
          }
        }
        default -> type.with(text(type)).notSupported(RESPONSES);
      }
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
