package dev.timonier.server.resource.device;

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
import dev.timonier.server.table.NameAndAge;
import dev.timonier.server.validation.Subject;
import dev.timonier.server.validation.TemplateMetaRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;

/// The rules and columns of ResourceClaims, and of the templates of which they are made.
public final class ResourceClaimKind {
  public static final KindRules CLAIM =
      new KindRules(
          new Rules(),
          ColumnTable.named()
              .text("State", "What has become of the claim", ResourceClaimKind::state)
              .age());

  public static final KindRules TEMPLATE = new KindRules(new TemplateRules(), new NameAndAge());

  private ResourceClaimKind() {}

  private static Object state(JsonNode claim) {
    var status = claim.path("status");
    var states = new ArrayList<String>();
    if (claim.path("metadata").hasNonNull("deletionTimestamp")) {
      states.add("deleted");
    }
    if (status.hasNonNull("allocation")) {
      states.add("allocated");
    } else if (!claim.path("metadata").hasNonNull("deletionTimestamp")) {
      states.add("pending");
    }
    if (!status.path("reservedFor").isEmpty()) {
      states.add("reserved");
    }
    return String.join(",", states);
  }

  private static final class Rules implements Strategy {
    @Override
    public Set<Trait> traits() {
      return Set.of(Trait.DELETION_SHOWS_OBJECT, Trait.STATUS_KEEPS_METADATA);
    }

    @Override
    public void setDefaults(ObjectNode claim) {
      RequestDefaults.set(claim.path("spec"));
    }

    /// Nothing is told any more of devices that the claim has no longer.
    @Override
    public void prepareUpdate(ApiObject next, ApiObject old, WriteRequest request) {
      if (request.part() == Part.STATUS && next.status() instanceof ObjectNode status) {
        var lost = allocated(old.status());
        lost.removeAll(allocated(status));
        var devices = Trees.children(status, "devices");
        devices.removeIf(device -> lost.contains(DeviceId.of(device)));
        if (devices.isEmpty()) {
          status.remove("devices");
        }
      }
    }

    private static Set<DeviceId> allocated(JsonNode status) {
      var ids = new HashSet<DeviceId>();
      var results = status.path("allocation").path("devices").path("results");
      results.forEach(result -> ids.add(DeviceId.of(result)));
      return ids;
    }

    @Override
    public void validateCreate(Subject claim) {
      ClaimRules.validate(claim.at("spec"));
    }

    @Override
    public void validateUpdate(Subject next, ApiObject old, Part part) {
      if (part == Part.STATUS) {
        ClaimStatusRules.validate(next, old);
      } else {
        next.at("spec").immutable(old.spec(), "resource/v1.ResourceClaimSpec");
      }
    }

    @Override
    public UpdatedMetadata updatedMetadata(Part part) {
      return part == Part.STATUS ? UpdatedMetadata.CHANGES : UpdatedMetadata.CHANGES_AND_WHOLE;
    }
  }

  private static final class TemplateRules implements Strategy {
    @Override
    public Set<Trait> traits() {
      return Set.of(Trait.DELETION_SHOWS_OBJECT);
    }

    @Override
    public void setDefaults(ObjectNode template) {
      RequestDefaults.set(template.path("spec").path("spec"));
    }

    @Override
    public void validateCreate(Subject template) {
      var spec = template.at("spec");
      TemplateMetaRules.validate(spec.at("metadata"));
      ClaimRules.validate(spec.at("spec"));
    }

    @Override
    public void validateUpdate(Subject next, ApiObject old, Part part) {
      validateCreate(next);
      next.at("spec").immutable(old.spec(), "resource/v1.ResourceClaimTemplateSpec");
    }

    @Override
    public UpdatedMetadata updatedMetadata(Part part) {
      return UpdatedMetadata.CHANGES_AND_WHOLE;
    }
  }
}
