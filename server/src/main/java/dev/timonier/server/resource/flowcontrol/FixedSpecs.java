package dev.timonier.server.resource.flowcontrol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.validation.Subject;
import java.util.Map;

/// Two schemas and two levels must be as they are, so that nobody locks everybody out.
final class FixedSpecs {
  private static final String CATCH_ALL = "catch-all";
  private static final String EXEMPT = "exempt";
  private static final Map<String, JsonNode> FLOW_SCHEMAS =
      Map.of(
          EXEMPT,
          schema(EXEMPT, 1, "system:masters"),
          CATCH_ALL,
          catchAll(schema(CATCH_ALL, 10000, "system:unauthenticated", "system:authenticated")));

  private static final String LEVEL = "flowcontrol/v1.PriorityLevelConfigurationSpec";

  private FixedSpecs() {}

  static void flowSchema(Subject spec, String name) {
    var fixed = FLOW_SCHEMAS.get(name);
    if (fixed != null && !fixed.equals(sorted(spec.value()))) {
      spec.as("flowcontrol/v1.FlowSchemaSpec")
          .invalid("spec of '" + name + "' must equal the fixed value");
    }
  }

  static void level(Subject spec, String name) {
    if (name.equals(EXEMPT) && !isExempt(spec.value())) {
      spec.as(LEVEL)
          .invalid("spec of 'exempt' except the 'spec.exempt' field must equal the fixed value");
    }
    if (name.equals(CATCH_ALL) && !isRejecting(spec.value())) {
      spec.as(LEVEL).invalid("spec of 'catch-all' must equal the fixed value");
    }
  }

  private static boolean isExempt(JsonNode spec) {
    return spec.path("type").asText().equals("Exempt") && !spec.has("limited");
  }

  private static boolean isRejecting(JsonNode spec) {
    var limited = spec.path("limited");
    return spec.path("type").asText().equals("Limited")
        && !spec.has("exempt")
        && limited.path("nominalConcurrencyShares").asInt() == 5
        && limited.path("lendablePercent").asInt() == 0
        && !limited.has("borrowingLimitPercent")
        && limited.path("limitResponse").path("type").asText().equals("Reject")
        && !limited.path("limitResponse").has("queuing");
  }

  private static ObjectNode schema(String level, long precedence, String... groups) {
    var spec = JsonNodeFactory.instance.objectNode();
    spec.putObject("priorityLevelConfiguration").put("name", level);
    spec.put("matchingPrecedence", precedence);
    var rule = spec.putArray("rules").addObject();
    for (var group : groups) {
      var subject = rule.withArray("subjects").addObject().put("kind", "Group");
      subject.putObject("group").put("name", group);
    }
    var resources = rule.putArray("resourceRules").addObject();
    for (var field : new String[] {"verbs", "apiGroups", "resources"}) {
      resources.putArray(field).add("*");
    }
    resources.put("clusterScope", true).putArray("namespaces").add("*");
    var paths = rule.putArray("nonResourceRules").addObject();
    paths.putArray("verbs").add("*");
    paths.putArray("nonResourceURLs").add("*");
    return spec;
  }

  private static ObjectNode catchAll(ObjectNode spec) {
    spec.putObject("distinguisherMethod").put("type", "ByUser");
    return spec;
  }

  /// Numbers are told apart by their sizes, so that both sides must have the same.
  private static JsonNode sorted(JsonNode spec) {
    if (!(spec instanceof ObjectNode object)) {
      return spec;
    }
    var copy = object.deepCopy();
    copy.put("matchingPrecedence", object.path("matchingPrecedence").asLong());
    return copy;
  }
}
