package dev.timonier.server.resource.apiregistration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.validation.ObjectMetaRules.NameRule;
import dev.timonier.server.validation.Subject;
import java.util.Set;

/// The rules and columns of APIServices, which say who serves a version of a group: this server, or
/// a service.
public final class ApiServiceKind {
  public static final KindRules RULES =
      new KindRules(
          new Rules(),
          ColumnTable.named()
              .text("Service", "Who serves the version", ApiServiceKind::service)
              .text("Available", "Whether it is served", ApiServiceKind::available)
              .age());

  private static final int HTTPS = 443;

  private ApiServiceKind() {}

  private static Object service(JsonNode object) {
    var service = object.path("spec").path("service");
    return service.isObject()
        ? Trees.text(service, "namespace") + "/" + Trees.text(service, "name")
        : "Local";
  }

  /// Whether the status of an APIService says that it is served.
  public static boolean isAvailable(JsonNode object) {
    return available(object).equals("True");
  }

  private static Object available(JsonNode object) {
    for (var condition : object.path("status").path("conditions")) {
      if (Trees.text(condition, "type").equals("Available")) {
        var status = Trees.text(condition, "status");
        return status.equals("True")
            ? status
            : status + " (" + Trees.text(condition, "reason") + ")";
      }
    }
    return "Unknown";
  }

  private static final class Rules implements Strategy {
    @Override
    public NameRule names() {
      return NameRule.PATH_SEGMENT;
    }

    @Override
    public void setDefaults(ObjectNode object) {
      if (object.path("spec").path("service") instanceof ObjectNode service) {
        Trees.setDefault(service, "port", HTTPS);
      }
    }

    /// What this server serves itself is there at once.
    @Override
    public void prepareCreate(ApiObject object, WriteRequest request) {
      if (!object.spec().path("service").isObject()) {
        object
            .root()
            .putObject("status")
            .putArray("conditions")
            .addObject()
            .put("type", "Available")
            .put("status", "True")
            .put("lastTransitionTime", Trees.text(object.metadata().tree(), "creationTimestamp"))
            .put("reason", "Local")
            .put("message", "Local APIServices are always available");
      }
    }

    @Override
    public UpdatedMetadata updatedMetadata(Part part) {
      return part == Part.MAIN ? UpdatedMetadata.CHANGES_AND_WHOLE : UpdatedMetadata.CHANGES;
    }

    @Override
    public Set<Trait> traits() {
      return Set.of(Trait.ANY_FINALIZERS, Trait.STATUS_KEEPS_METADATA, Trait.UPDATED_BY_VERSION);
    }

    @Override
    public void validateCreate(Subject object) {
      ApiServiceRules.validate(object);
    }

    @Override
    public void validateUpdate(Subject next, ApiObject old, Part part) {
      if (part == Part.STATUS) {
        ApiServiceRules.validateStatus(next.at("status"));
      } else {
        ApiServiceRules.validate(next);
      }
    }
  }
}
