package dev.timonier.server.resource.certificates;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What holds for the conditions of a request.
final class ConditionRules {
  private static final Set<String> FINAL = Set.of("Approved", "Denied", "Failed");
  private static final List<String> STATUSES = List.of("False", "True", "Unknown");

  private ConditionRules() {}

  static void validate(Subject conditions, ApiObject old) {
    var types = new HashSet<String>();
    for (var condition : conditions.elements()) {
      condition(condition);
      var type = condition.at("type").text();
      if (!types.add(type)) {
        condition.at("type").duplicate();
      } else if (types.containsAll(Set.of("Approved", "Denied")) && FINAL.contains(type)) {
        conditions.invalid(
            Subject.quote(type), "Approved and Denied conditions are mutually exclusive");
      }
    }
    kept(conditions, old, types);
  }

  private static void condition(Subject condition) {
    var type = condition.at("type");
    var status = condition.at("status");
    type.mustBePresent("");
    if (status.isEmpty()) {
      status.required();
    } else if (!STATUSES.contains(status.text())) {
      status.notSupported(STATUSES);
    } else if (FINAL.contains(type.text()) && !status.text().equals("True")) {
      status.notSupported(List.of("True"));
    }
  }

  /// What was decided stays decided.
  private static void kept(Subject conditions, ApiObject old, Set<String> types) {
    Trees.stream(old.status().path("conditions"))
        .map(ConditionRules::type)
        .filter(type -> FINAL.contains(type) && !types.contains(type))
        .forEach(
            type ->
                conditions.forbidden(
                    "updates may not remove a condition of type \"" + type + "\""));
  }

  private static String type(JsonNode condition) {
    return condition.path("type").asText();
  }
}
