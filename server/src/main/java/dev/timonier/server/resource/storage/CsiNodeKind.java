package dev.timonier.server.resource.storage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.resource.KindRules;
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
        DriverNames.validate(driver.at("name"));
        if (!names.add(driver.at("name").text())) {
          driver.at("name").duplicate();
        }
        id(driver.at("nodeID"));
        keys(driver.at("topologyKeys"));
        var count = driver.at("allocatable").at("count");
        if (count.isPresent()) {
          count.nonNegative();
        }
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

    private static void keys(Subject keys) {
      var seen = new HashSet<String>();
      for (var key : keys.elements()) {
        if (!seen.add(key.text())) {
          key.duplicate();
        }
        key.faulty(Format.checkQualifiedName(key.text()));
      }
    }

    /// A driver may come and go, but not change.
    @Override
    public void validateUpdate(Subject next, ApiObject old, Part part) {
      validateCreate(next);
      var before = Trees.objects(old.spec().path("drivers"));
      for (var driver : next.at("spec").at("drivers").elements()) {
        before.stream()
            .filter(known -> known.path("name").equals(driver.at("name").value()))
            .filter(known -> !known.equals(driver.value()))
            .forEach(_ -> driver.invalid("field is immutable"));
      }
    }

    @Override
    public Set<Trait> traits() {
      return Set.of(Trait.UPDATED_BY_VERSION, Trait.DELETION_SHOWS_OBJECT);
    }
  }
}
