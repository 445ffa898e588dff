package dev.timonier.server.resource.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.validation.ConditionRules;
import dev.timonier.server.validation.IntOrPercentRules;
import dev.timonier.server.validation.LabelSelectorRules;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.Set;

/// The rules and columns of PodDisruptionBudgets.
public final class PodDisruptionBudgetKind {
  public static final KindRules RULES =
      new KindRules(
          new Rules(),
          ColumnTable.named()
              .text("Min Available", "How many pods must remain", o -> number(o, "minAvailable"))
              .text("Max Unavailable", "How many pods may go", o -> number(o, "maxUnavailable"))
              .number(
                  "Allowed Disruptions",
                  "How many pods may go now",
                  o -> o.path("status").path("disruptionsAllowed").asInt())
              .age());

  private PodDisruptionBudgetKind() {}

  private static Object number(JsonNode budget, String field) {
    return budget.path("spec").path(field).asText("N/A");
  }

  private static final class Rules implements Strategy {
    private static final List<String> POLICIES = List.of("AlwaysAllow", "IfHealthyBudget");
    private static final List<String> COUNTS =
        List.of("disruptionsAllowed", "currentHealthy", "desiredHealthy", "expectedPods");

    @Override
    public Set<Trait> traits() {
      return Set.of(Trait.COUNTS_CHANGES, Trait.PLAIN_METADATA, Trait.UPDATED_BY_VERSION);
    }

    @Override
    public void validateCreate(Subject object) {
      var spec = object.at("spec");
      var least = spec.at("minAvailable");
      var most = spec.at("maxUnavailable");
      if (least.isPresent() && most.isPresent()) {
        spec.as("policy/v1.PodDisruptionBudgetSpec")
            .invalid("minAvailable and maxUnavailable cannot be both set");
      }
      for (var bound : List.of(least, most)) {
        if (bound.isPresent()) {
          IntOrPercentRules.atMostAll(bound);
        }
      }
      if (spec.at("selector").isPresent()) {
        LabelSelectorRules.validate(spec.at("selector"));
      }
      if (spec.at("unhealthyPodEvictionPolicy").isPresent()) {
        spec.at("unhealthyPodEvictionPolicy").oneOf(POLICIES);
      }
    }

    @Override
    public UpdatedMetadata updatedMetadata(Part part) {
      return UpdatedMetadata.OF_ANY_KIND;
    }

    @Override
    public void validateUpdate(Subject next, ApiObject old, Part part) {
      if (part == Part.STATUS) {
        ConditionRules.validate(next.at("status").at("conditions"));
        COUNTS.forEach(count -> next.at("status").at(count).nonNegative());
      } else {
        validateCreate(next);
      }
    }
  }
}
