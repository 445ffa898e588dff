package dev.timonier.server.resource.device;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// ResourceSlices offer devices of one driver.
public final class ResourceSliceKind {
  public static final KindRules RULES =
      new KindRules(
          new Rules(),
          ColumnTable.named()
              .text("Node", "The node that has the devices", o -> text(o, "nodeName"))
              .text("Driver", "The driver of the devices", o -> text(o, "driver"))
              .text(
                  "Pool",
                  "The pool to which the devices belong",
                  o -> o.path("spec").path("pool").path("name").asText())
              .age());

  private ResourceSliceKind() {}

  private static String text(JsonNode slice, String field) {
    return slice.path("spec").path(field).asText("");
  }

  private static final class Rules implements Strategy {
    @Override
    public Set<Trait> traits() {
      return Set.of(Trait.COUNTS_CHANGES, Trait.DELETION_SHOWS_OBJECT);
    }

    @Override
    public void validateCreate(Subject object) {
      SliceRules.create(object.at("spec"));
    }

    @Override
    public void validateUpdate(Subject next, ApiObject old, Part part) {
      SliceRules.update(next.at("spec"), old.spec());
    }

    @Override
    public Map<String, String> selectableFields(JsonNode slice) {
      return Map.of("spec.nodeName", text(slice, "nodeName"), "spec.driver", text(slice, "driver"));
    }

    @Override
    public List<String> selectableFieldNames() {
      return List.of("spec.nodeName", "spec.driver");
    }
  }
}
