package dev.timonier.server.resource.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.resource.core.volume.CsiRules;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.Set;

/// The rules and columns of CSINodes.
public final class CsiNodeKind {
  public static final KindRules RULES =
      new KindRules(
          new Rules(),
          ColumnTable.named()
              .number("Drivers", "How many drivers there are", CsiNodeKind::drivers)
              .age());

  private CsiNodeKind() {}

  private static Object drivers(JsonNode node) {
    return node.path("spec").path("drivers").size();
  }

  private static final class Rules implements Strategy {
    private static final int LONGEST_ID = 256;

    @Override
    public void validateCreate(Subject object) {
      var names = new HashSet<String>();
      for (var driver : object.at("spec").at("drivers").elements()) {
        CsiRules.driverName(driver.at("name"));
        id(driver.at("nodeID"));
        driver.at("allocatable").at("count").nonNegative();
        if (!names.add(driver.at("name").text())) {
          driver.at("name").duplicate(Subject.quote(driver.at("name").text()));
        }
        keys(driver);
      }
    }

    private static void id(Subject id) {
      if (id.isEmpty()) {
        id.required();
      }
      if (id.text().length() > LONGEST_ID) {
        id.invalid("must be " + LONGEST_ID + " characters or less");
      }
    }

    /// What is wrong with keys is told of the whole driver.
    private static void keys(Subject driver) {
      var seen = new HashSet<String>();
      for (var key : driver.at("topologyKeys").elements()) {
        if (key.isEmpty()) {
          driver.required();
        }
        if (!seen.add(key.text())) {
          driver.duplicate(key.shown());
        }
        driver.faulty(key.shown(), Format.checkQualifiedName(key.text()));
      }
    }

    /// A driver may come and go, and have room for more or fewer volumes, but not change.
    @Override
    public void validateUpdate(Subject next, ApiObject old, Part part) {
      validateCreate(next);
      var drivers = next.at("spec").at("drivers");
      for (var before : Trees.objects(old.spec().path("drivers"))) {
        drivers.elements().stream()
            .filter(driver -> driver.value().path("name").equals(before.path("name")))
            .map(driver -> drivers.with(withoutRoom(driver.value())))
            .forEach(driver -> driver.immutable(withoutRoom(before), "storage/v1.CSINodeDriver"));
      }
    }

    private static JsonNode withoutRoom(JsonNode driver) {
      return ((ObjectNode) driver).deepCopy().without("allocatable");
    }

    @Override
    public UpdatedMetadata updatedMetadata(Part part) {
      return UpdatedMetadata.WHOLE;
    }

    @Override
    public Set<Trait> traits() {
      return Set.of(Trait.UPDATED_BY_VERSION, Trait.DELETION_SHOWS_OBJECT);
    }
  }
}
