package dev.timonier.server.resource.scheduling;

import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;

/// The rules and columns of PriorityClasses.
public final class PriorityClassKind {
  public static final KindRules RULES =
      new KindRules(
          new PriorityClassStrategy(),
          ColumnTable.named()
              .number("Value", "The priority of the pods", o -> o.path("value").asInt())
              .truth(
                  "Global-Default",
                  "Whether pods that name no class are of this one",
                  o -> o.path("globalDefault").asBoolean())
              .age()
              .text(
                  "PreemptionPolicy",
                  "Whether the pods make way for themselves",
                  o -> o.path("preemptionPolicy").asText()));

  private PriorityClassKind() {}
}
