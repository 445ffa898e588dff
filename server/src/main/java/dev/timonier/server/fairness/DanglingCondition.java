package dev.timonier.server.fairness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.apply.Application;
import dev.timonier.server.apply.Application.Force;
import dev.timonier.server.apply.AppliedSource;
import dev.timonier.server.apply.Applier;
import dev.timonier.server.authn.User;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.DryRun;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Registry;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.Warnings;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.schema.Times;
import java.time.Instant;
import java.time.InstantSource;

/// Condition `Dangling` of a FlowSchema. It is applied, so that conditions of others stay.
///
/// @param clock tells when the condition changes
public record DanglingCondition(Registry registry, Applier applier, InstantSource clock) {
  /// Who applies it.
  public static final String MANAGER = "api-priority-and-fairness-config-consumer-v1";

  private static final String TYPE = "Dangling";

  /// What a condition says.
  private record Finding(String status, String reason, String message) {
    static Finding of(String level, Presence presence) {
      var start =
          "This FlowSchema references the PriorityLevelConfiguration object named \""
              + level
              + "\" ";
      return switch (presence) {
        case PRESENT -> new Finding("False", "Found", start + "and it exists");
        case ABSENT -> new Finding("True", "NotFound", start + "but there is no such object");
      };
    }

    boolean isToldBy(JsonNode condition) {
      return Trees.text(condition, "status").equals(status)
          && Trees.text(condition, "reason").equals(reason)
          && Trees.text(condition, "message").equals(message);
    }

    ObjectNode condition(Instant now) {
      return JsonNodeFactory.instance
          .objectNode()
          .put("type", TYPE)
          .put("status", status)
          .put("lastTransitionTime", Times.seconds(now))
          .put("reason", reason)
          .put("message", message);
    }
  }

  /// Whether there is the level that a schema names.
  enum Presence {
    PRESENT,
    ABSENT
  }

  /// The condition of a schema whose level there is.
  public static ObjectNode found(String level, Instant now) {
    return Finding.of(level, Presence.PRESENT).condition(now);
  }

  /// Writes the condition unless the schema has it.
  void settle(Resource schemas, ApiObject schema, String level, Presence presence) {
    var finding = Finding.of(level, presence);
    var conditions = Trees.stream(schema.status().path("conditions"));
    if (conditions.noneMatch(c -> Trees.text(c, "type").equals(TYPE) && finding.isToldBy(c))) {
      apply(request(schemas, schema.name()), configuration(schemas, schema, finding));
    }
  }

  private void apply(WriteRequest request, ObjectNode configuration) {
    var application = new Application(configuration, Force.YES, request);
    registry.update(request, new AppliedSource(applier, application));
  }

  private ObjectNode configuration(Resource schemas, ApiObject schema, Finding finding) {
    var configuration = JsonNodeFactory.instance.objectNode();
    configuration.put("apiVersion", schemas.kind().apiVersion()).put("kind", schemas.kind().kind());
    configuration
        .putObject("metadata")
        .put("name", schema.name())
        .put("uid", schema.metadata().uid());
    configuration
        .putObject("status")
        .putArray("conditions")
        .add(finding.condition(clock.instant()));
    return configuration;
  }

  private static WriteRequest request(Resource schemas, String name) {
    return new WriteRequest(
        schemas,
        "",
        name,
        Part.STATUS,
        User.APISERVER,
        MANAGER,
        DryRun.NO,
        JsonNodeFactory.instance.objectNode(),
        new Warnings());
  }
}
