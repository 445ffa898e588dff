package dev.timonier.server.resource.admissionregistration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;

/// What is filled in where a webhook or a policy says which requests it is for: all of them.
final class MatchForms {
  private MatchForms() {}

  static void setDefaults(ObjectNode match) {
    Trees.setDefault(match, "matchPolicy", "Equivalent");
    setEmpty(match, "namespaceSelector");
    setEmpty(match, "objectSelector");
  }

  private static void setEmpty(ObjectNode match, String selector) {
    if (!match.hasNonNull(selector)) {
      match.putObject(selector);
    }
  }

  static void setRuleDefaults(JsonNode rules) {
    for (var rule : Trees.objects(rules)) {
      Trees.setDefault(rule, "scope", "*");
    }
  }

  static void setResourceDefaults(JsonNode match) {
    if (match instanceof ObjectNode resources) {
      setDefaults(resources);
      setRuleDefaults(resources.path("resourceRules"));
      setRuleDefaults(resources.path("excludeResourceRules"));
    }
  }
}
