package dev.timonier.server.resource.apps.controllerrevision;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.validation.Subject;
import java.util.Locale;

/// What is special about ControllerRevisions.
public final class ControllerRevisionStrategy implements Strategy {
  /// ControllerRevisions, with the columns of their table.
  public static final KindRules RULES =
      new KindRules(
          new ControllerRevisionStrategy(),
          ColumnTable.named()
              .text(
                  "Controller",
                  "The object that the revision belongs to.",
                  ControllerRevisionStrategy::controller)
              .text("Revision", "The number of the revision.", r -> r.path("revision").asLong())
              .age());

  private ControllerRevisionStrategy() {}

  private static Object controller(JsonNode revision) {
    for (var owner : revision.path("metadata").path("ownerReferences")) {
      if (Trees.isTrue(owner, "controller")) {
        return text(owner);
      }
    }
    return "<none>";
  }

  private static String text(JsonNode owner) {
    var kind = Trees.text(owner, "kind").toLowerCase(Locale.ROOT);
    var group = GroupVersion.parse(Trees.text(owner, "apiVersion")).group();
    return kind + (group.isEmpty() ? "" : "." + group) + "/" + Trees.text(owner, "name");
  }

  @Override
  public void validateCreate(Subject object) {
    object.at("revision").nonNegative();
    var data = object.at("data");
    if (!data.isPresent()) {
      data.required("data is mandatory");
    } else if (!data.value().isObject()) {
      data.required("data must be a valid JSON object");
    }
  }

  @Override
  public UpdatedMetadata updatedMetadata(Part part) {
    return UpdatedMetadata.CHANGES_AND_WHOLE;
  }

  /// Data are a text, in which the order counts as well.
  @Override
  public void validateUpdate(Subject next, ApiObject old, Part part) {
    next.at("revision").nonNegative();
    if (!next.at("data").shown().equals(Subject.shown(old.root().path("data")))) {
      next.at("data").invalid("field is immutable");
    }
  }
}
