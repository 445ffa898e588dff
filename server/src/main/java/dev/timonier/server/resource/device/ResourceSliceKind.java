package dev.timonier.server.resource.device;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.schema.Times;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.validation.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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
      return Set.of(Trait.COUNTS_CHANGES, Trait.COUNTS_WHAT_IS_SENT, Trait.DELETION_SHOWS_OBJECT);
    }

    @Override
    public void prepareCreate(ApiObject object, WriteRequest request) {
      NewDeviceFields.drop(object.spec(), MissingNode.getInstance());
    }

    @Override
    public void prepareUpdate(ApiObject next, ApiObject old, WriteRequest request) {
      NewDeviceFields.drop(next.spec(), old.spec());
    }

    @Override
    public void stamp(ApiObject slice, Instant now) {
      for (var device : slice.spec().path("devices")) {
        for (var taint : Trees.objects(device.path("taints"))) {
          Trees.setDefault(taint, "timeAdded", Times.seconds(now));
        }
      }
    }

    @Override
    public void stamp(ApiObject next, ApiObject old, Instant now) {
      stamp(next, now);
    }

    @Override
    public List<String> warnings(ApiObject slice) {
      var driver = text(slice.root(), "driver");
      return driver.equals(driver.toLowerCase(Locale.ROOT))
          ? List.of()
          : List.of(
              "spec.driver: driver names should be lowercase; "
                  + Subject.quote(driver)
                  + " contains uppercase characters");
    }

    @Override
    public List<String> warnings(ApiObject next, ApiObject old, Part part) {
      return warnings(next);
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
