package dev.timonier.server.resource.storage;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.resource.core.podspec.OldNodeLabels;
import dev.timonier.server.validation.LabelSelectorRules;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.Set;

/// The rules and columns of CSIStorageCapacities.
public final class CsiStorageCapacityKind {
  public static final KindRules RULES = new KindRules(new Rules());

  private CsiStorageCapacityKind() {}

  private static final class Rules implements Strategy {
    @Override
    public UpdatedMetadata updatedMetadata(Part part) {
      return UpdatedMetadata.CHANGES_AND_WHOLE;
    }

    @Override
    public Set<Trait> traits() {
      return Set.of(Trait.UPDATED_BY_VERSION);
    }

    @Override
    public void validateCreate(Subject object) {
      LabelSelectorRules.validate(object.at("nodeTopology"));
      object.at("storageClassName").format(Format.DNS_SUBDOMAIN);
      if (object.at("capacity").text().startsWith("-")) {
        object.at("capacity").invalid("must be greater than or equal to 0");
      }
    }

    @Override
    public List<String> warnings(ApiObject object) {
      return OldNodeLabels.ofSelector(Subject.of(object.root()).at("nodeTopology"));
    }

    @Override
    public void validateUpdate(Subject next, ApiObject old, Part part) {
      validateCreate(next);
      next.at("nodeTopology").immutable(old.root().path("nodeTopology"));
      next.at("storageClassName").immutableText(old.root().path("storageClassName"));
    }
  }
}
