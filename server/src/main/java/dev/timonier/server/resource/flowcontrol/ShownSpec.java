package dev.timonier.server.resource.flowcontrol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.validation.GoShown;

/// Specifications as messages show them, with every field of Kubernetes' inner types.
final class ShownSpec {
  private ShownSpec() {}

  static JsonNode ofLevel(JsonNode spec) {
    var shown = GoShown.of(spec, "type", "limited", "exempt");
    replace(shown, "Limited", ShownSpec::limited);
    replace(
        shown,
        "Exempt",
        exempt -> GoShown.of(exempt, "nominalConcurrencyShares", "lendablePercent"));
    return shown;
  }

  private static JsonNode limited(JsonNode limited) {
    var shown =
        GoShown.of(
            limited,
            "nominalConcurrencyShares",
            "limitResponse",
            "lendablePercent",
            "borrowingLimitPercent");
    replace(shown, "LimitResponse", ShownSpec::response);
    return shown;
  }

  private static JsonNode response(JsonNode response) {
    var shown = GoShown.of(response, "type", "queuing");
    replace(
        shown, "Queuing", queuing -> GoShown.of(queuing, "queues", "handSize", "queueLengthLimit"));
    return shown;
  }

  static JsonNode ofFlowSchema(JsonNode spec) {
    var shown = JsonNodeFactory.instance.objectNode();
    shown.set("PriorityLevelConfiguration", name(spec.path("priorityLevelConfiguration")));
    shown.set("MatchingPrecedence", spec.path("matchingPrecedence"));
    var method = spec.path("distinguisherMethod");
    shown.set("DistinguisherMethod", method.isObject() ? GoShown.of(method, "type") : none());
    var rules = shown.putArray("Rules");
    spec.path("rules").forEach(rule -> rules.add(rule(rule)));
    return shown;
  }

  private static JsonNode rule(JsonNode rule) {
    var shown = JsonNodeFactory.instance.objectNode();
    each(shown, "Subjects", rule.path("subjects"), ShownSpec::subject);
    each(shown, "ResourceRules", rule.path("resourceRules"), ShownSpec::resources);
    each(shown, "NonResourceRules", rule.path("nonResourceRules"), ShownSpec::paths);
    return shown;
  }

  private static JsonNode subject(JsonNode subject) {
    var shown = GoShown.of(subject, "kind", "user", "group", "serviceAccount");
    replace(shown, "User", ShownSpec::name);
    replace(shown, "Group", ShownSpec::name);
    replace(shown, "ServiceAccount", account -> GoShown.of(account, "namespace", "name"));
    return shown;
  }

  private static JsonNode resources(JsonNode rule) {
    var shown = JsonNodeFactory.instance.objectNode();
    shown.set("Verbs", orNone(rule.path("verbs")));
    shown.set("APIGroups", orNone(rule.path("apiGroups")));
    shown.set("Resources", orNone(rule.path("resources")));
    shown.put("ClusterScope", rule.path("clusterScope").asBoolean());
    shown.set("Namespaces", orNone(rule.path("namespaces")));
    return shown;
  }

  private static JsonNode paths(JsonNode rule) {
    var shown = JsonNodeFactory.instance.objectNode();
    shown.set("Verbs", orNone(rule.path("verbs")));
    shown.set("NonResourceURLs", orNone(rule.path("nonResourceURLs")));
    return shown;
  }

  private static JsonNode name(JsonNode named) {
    return JsonNodeFactory.instance.objectNode().put("Name", named.path("name").asText());
  }

  private static JsonNode orNone(JsonNode value) {
    return value.isMissingNode() ? none() : value;
  }

  private static JsonNode none() {
    return NullNode.getInstance();
  }

  private interface Form {
    JsonNode of(JsonNode value);
  }

  private static void replace(ObjectNode shown, String field, Form form) {
    if (shown.path(field).isObject()) {
      shown.set(field, form.of(shown.path(field)));
    }
  }

  private static void each(ObjectNode shown, String field, JsonNode list, Form form) {
    if (!list.isArray()) {
      shown.putNull(field);
      return;
    }
    var forms = shown.putArray(field);
    list.forEach(element -> forms.add(form.of(element)));
  }
}
