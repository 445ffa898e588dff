package dev.timonier.server.resource.storage;

import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.Set;

/// The rules and columns of VolumeAttributesClasses.
public final class VolumeAttributesClassKind {
  public static final KindRules RULES =
      new KindRules(
          new Rules(),
          ColumnTable.named()
              .text("DriverName", "The driver of the volumes", o -> o.path("driverName").asText())
              .age());

  private VolumeAttributesClassKind() {}

  private static final class Rules implements Strategy {
    @Override
    public void validateCreate(Subject object) {
      DriverNames.qualified(object.at("driverName"));
      Parameters.required(object.at("parameters"));
    }

    @Override
    public UpdatedMetadata updatedMetadata(Part part) {
      return UpdatedMetadata.CHANGES_AND_WHOLE;
    }

    @Override
    public void validateUpdate(Subject next, ApiObject old, Part part) {
      for (var field : List.of("driverName", "parameters")) {
        if (!next.at(field).value().equals(old.root().path(field))) {
          next.at(field).forbidden("updates to " + field + " are forbidden.");
        }
      }
      validateCreate(next);
    }

    @Override
    public Set<Trait> traits() {
      return Set.of(Trait.DELETION_SHOWS_OBJECT);
    }
  }
}
