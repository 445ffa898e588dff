package dev.timonier.server.resource.admissionregistration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.validation.Subject;
import java.util.Set;

/// The rules and columns of what binds an admission policy to parameters and requests.
public final class AdmissionBindingKind {
  public static final KindRules VALIDATING = of(BindingRules::validating);
  public static final KindRules MUTATING = of(BindingRules::mutating);

  private static final String UNSET = "<unset>";

  private AdmissionBindingKind() {}

  /// What holds for what a binding says.
  private interface SpecRules {
    void validate(Subject spec);
  }

  private static KindRules of(SpecRules rules) {
    return new KindRules(
        new Rules(rules),
        ColumnTable.named()
            .text(
                "PolicyName",
                "The policy that is bound",
                o -> Trees.text(o.path("spec"), "policyName"))
            .text("ParamRef", "The parameters", AdmissionBindingKind::parameters)
            .age());
  }

  private static Object parameters(JsonNode binding) {
    var reference = binding.path("spec").path("paramRef");
    var name = Trees.text(reference, "name");
    if (!name.isEmpty()) {
      var namespace = Trees.text(reference, "namespace");
      return (namespace.isEmpty() ? "*" : namespace) + "/" + name;
    }
    var selector = reference.path("selector");
    return selector.isObject() ? ShownSelector.of(selector) : UNSET;
  }

  private record Rules(SpecRules rules) implements Strategy {
    @Override
    public void setDefaults(ObjectNode object) {
      MatchForms.setResourceDefaults(object.path("spec").path("matchResources"));
    }

    @Override
    public UpdatedMetadata updatedMetadata(Part part) {
      return UpdatedMetadata.WHOLE;
    }

    @Override
    public Set<Trait> traits() {
      return Set.of(Trait.COUNTS_CHANGES, Trait.ANY_FINALIZERS, Trait.UPDATED_BY_VERSION);
    }

    @Override
    public void validateCreate(Subject object) {
      rules.validate(object.at("spec"));
    }
  }
}
