package dev.timonier.server.resource.rbac;

import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.validation.LabelSelectorRules;
import dev.timonier.server.validation.ObjectMetaRules.NameRule;
import dev.timonier.server.validation.Subject;
import java.util.Set;

/// The rules and columns of Roles and ClusterRoles.
public final class RoleKind {
  public static final KindRules ROLE = new KindRules(new Role());
  public static final KindRules CLUSTER_ROLE = new KindRules(new ClusterRole());

  private RoleKind() {}

  private static class Role implements Strategy {
    @Override
    public NameRule names() {
      return NameRule.PATH_SEGMENT;
    }

    @Override
    public void validateCreate(Subject object) {
      object.at("rules").elements().forEach(PolicyRules::namespaced);
    }

    @Override
    public UpdatedMetadata updatedMetadata(Part part) {
      return UpdatedMetadata.CHANGES_AND_WHOLE;
    }

    @Override
    public Set<Trait> traits() {
      return Set.of(Trait.CREATED_BY_PUT);
    }
  }

  private static final class ClusterRole extends Role {
    @Override
    public void validateCreate(Subject object) {
      object.at("rules").elements().forEach(PolicyRules::clusterWide);
      var aggregation = object.at("aggregationRule");
      if (!aggregation.isPresent()) {
        return;
      }
      var selectors = aggregation.at("clusterRoleSelectors");
      selectors.mustBePresent(
          "at least one clusterRoleSelector required if aggregationRule is non-nil");
      selectors.elements().forEach(ClusterRole::selector);
    }

    private static void selector(Subject selector) {
      var before = selector.faults().size();
      LabelSelectorRules.validate(selector);
      if (selector.faults().size() > before) {
        selector.invalid("null", "invalid label selector.");
      }
    }
  }
}
