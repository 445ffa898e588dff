package dev.timonier.server.resource.core.quota;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;
import java.util.ArrayList;
import java.util.function.Predicate;

/// The rules and columns of ResourceQuotas.
public final class ResourceQuotaKind {
  public static final KindRules RULES =
      new KindRules(
          new ResourceQuotaStrategy(),
          ColumnTable.named()
              .text(
                  "Request",
                  "What is used of what may be requested",
                  o -> used(o, n -> !isLimit(n)))
              .text("Limit", "What is used of the limits", o -> used(o, ResourceQuotaKind::isLimit))
              .age());

  private ResourceQuotaKind() {}

  private static boolean isLimit(String name) {
    return name.equals("limits.cpu") || name.equals("limits.memory");
  }

  private static Object used(JsonNode quota, Predicate<String> wanted) {
    var hard = quota.path("status").path("hard");
    var used = quota.path("status").path("used");
    var names = new ArrayList<String>();
    hard.fieldNames().forEachRemaining(names::add);
    return String.join(
        ", ",
        names.stream()
            .filter(wanted)
            .sorted()
            .map(n -> n + ": " + used.path(n).asText("0") + "/" + hard.path(n).asText())
            .toList());
  }
}
