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
  static final List<String> DECISIONS = List.of("Approved", "Denied");
  private static final List<String> FINAL = List.of("Approved", "Denied", "Failed");
  private static final List<String> STATUSES = List.of("False", "True", "Unknown");

  private ConditionRules() {}

  static void validate(Subject conditions, ApiObject old) {
    var types = new HashSet<String>();
    for (var condition : conditions.elements()) {
      condition(condition);
      var type = condition.at("type").text();
      if (isAgainst(type, types)) {
        conditions.invalid(
            Subject.quote(type), "Approved and Denied conditions are mutually exclusive");
      }
      if (!types.add(type)) {
        condition.at("type").duplicate(Subject.quote(type));
      }
    }
    kept(conditions, old, types);
  }

  private static boolean isAgainst(String type, Set<String> others) {
    return switch (type) {
      case "Approved" -> others.contains("Denied");
      case "Denied" -> others.contains("Approved");
      default -> false;
    };
  }

  /// Nobody decides but through the approval.
  static void validateStatus(Subject conditions, ApiObject old) {
    validate(conditions, old);
    for (var type : DECISIONS) {
      if (has(conditions.value(), type) && !has(old.status().path("conditions"), type)) {
        conditions.forbidden("updates may not add a condition of type \"" + type + "\"");
      }
    }
  }

  private static boolean has(JsonNode conditions, String type) {
    return Trees.stream(conditions).anyMatch(condition -> type(condition).equals(type));
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
    FINAL.stream()
        .filter(type -> has(old.status().path("conditions"), type) && !types.contains(type))
        .forEach(
            type ->
                conditions.forbidden(
                    "updates may not remove a condition of type \"" + type + "\""));
  }

  private static String type(JsonNode condition) {
    return condition.path("type").asText();
  }
}
