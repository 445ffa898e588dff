package dev.timonier.server.resource.admissionregistration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.validation.Subject;
import java.util.Set;

/// The rules and columns of admission policies
/// (<https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/>).
public final class AdmissionPolicyKind {
  public static final KindRules VALIDATING =
      of(ValidatingPolicyRules::validate, "Validations", "validations");
  public static final KindRules MUTATING =
      of(MutatingPolicyRules::validate, "Mutations", "mutations");

  private static final String UNSET = "<unset>";

  private AdmissionPolicyKind() {}

  /// What holds for a policy.
  private interface PolicyRules {
    void validate(Subject policy);
  }

  private static KindRules of(PolicyRules rules, String column, String counted) {
    return new KindRules(
        new Rules(rules),
        ColumnTable.named()
            .number(column, "The number of expressions", o -> o.path("spec").path(counted).size())
            .text("ParamKind", "The kind of the parameters", AdmissionPolicyKind::paramKind)
            .age());
  }

  private static Object paramKind(JsonNode policy) {
    var kind = policy.path("spec").path("paramKind");
    return kind.isObject()
        ? Trees.text(kind, "apiVersion") + "/" + Trees.text(kind, "kind")
        : UNSET;
  }

  private record Rules(PolicyRules rules) implements Strategy {
    @Override
    public void setDefaults(ObjectNode object) {
      var spec = Trees.child(object, "spec");
      Trees.setDefault(spec, "failurePolicy", "Fail");
      MatchForms.setResourceDefaults(spec.path("matchConstraints"));
    }

    @Override
    public UpdatedMetadata updatedMetadata(Part part) {
      return part == Part.MAIN ? UpdatedMetadata.WHOLE : UpdatedMetadata.OF_ANY_KIND;
    }

    @Override
    public Set<Trait> traits() {
      return Set.of(
          Trait.COUNTS_CHANGES,
          Trait.ANY_FINALIZERS,
          Trait.UPDATED_BY_VERSION,
          Trait.STATUS_KEEPS_METADATA);
    }

    @Override
    public void validateCreate(Subject object) {
      rules.validate(object);
    }

    @Override
    public void validateUpdate(Subject next, ApiObject old, Part part) {
      if (part == Part.STATUS) {
        PolicyStatusRules.validate(next.at("status"));
      } else {
        validateCreate(next);
      }
    }
  }
}
