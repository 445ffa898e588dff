package dev.timonier.controllers.validatingadmissionpolicystatus;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.machinery.cel.CelEnvironment;
import dev.timonier.machinery.cel.Compilation;
import dev.timonier.machinery.cel.KubernetesTypes;
import dev.timonier.machinery.cel.PolicyVariables;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ExpressionWarning;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicySpec;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Tries the expressions of a policy with objects of each kind that it is for:
///
/// ```
/// apps/v1, Kind=Deployment: ERROR: <input>:1:7: undefined field 'replicas'
///  | object.replicas > 1
///  | ......^
/// ```
final class TypeChecker {
  private final Supplier<Schemas> schemas;

  /// @param schemas as they are when a policy is checked
  TypeChecker(Supplier<Schemas> schemas) {
    this.schemas = schemas;
  }

  /// @param environment what expressions may name when the objects are of that kind
  private record Trial(GroupVersionKind kind, CelEnvironment environment) {
    /// What is wrong; nothing when all is right.
    private Optional<String> fault(String expression) {
      return switch (environment.compile(expression)) {
        case Compilation.Typed _ -> Optional.empty();
        case Compilation.Faulty(var message) -> Optional.of(kind + ": " + message + "\n");
      };
    }
  }

  /// Of kinds that have no schema, nothing is said.
  List<ExpressionWarning> check(ValidatingAdmissionPolicySpec spec, List<GroupVersionKind> kinds) {
    var current = schemas.get();
    var trials =
        kinds.stream()
            .flatMap(
                kind -> current.type(kind).map(type -> trial(spec, kind, type, current)).stream())
            .toList();
    var warnings = new ArrayList<ExpressionWarning>();
    for (var i = 0; i < spec.getValidations().size(); i++) {
      var validation = spec.getValidations().get(i);
      var place = "spec.validations[" + i + "].";
      warning(place + "expression", validation.getExpression(), trials).ifPresent(warnings::add);
      warning(place + "messageExpression", validation.getMessageExpression(), trials)
          .ifPresent(warnings::add);
    }
    return warnings;
  }

  private static Optional<ExpressionWarning> warning(
      String place, @Nullable String expression, List<Trial> trials) {
    if (expression == null || expression.isEmpty()) {
      return Optional.empty();
    }
    var faults = trials.stream().flatMap(trial -> trial.fault(expression).stream()).toList();
    return faults.isEmpty()
        ? Optional.empty()
        : Optional.of(new ExpressionWarning(place, String.join("\n", faults)));
  }

  private static Trial trial(
      ValidatingAdmissionPolicySpec spec,
      GroupVersionKind kind,
      SchemaType object,
      Schemas schemas) {
    var structs = new ArrayList<StructType>(KubernetesTypes.STRUCTS);
    structs.addAll(object.structs());
    var names = new LinkedHashMap<String, CelType>();
    names.put("object", object.type());
    names.put("oldObject", object.type());
    names.put("request", KubernetesTypes.REQUEST);
    names.put("namespaceObject", KubernetesTypes.NAMESPACE);
    names.put("authorizer", KubernetesTypes.AUTHORIZER);
    if (spec.getParamKind() != null) {
      var params =
          schemas.type(
              GroupVersion.parse(spec.getParamKind().getApiVersion())
                  .kind(spec.getParamKind().getKind()));
      params.map(SchemaType::structs).ifPresent(structs::addAll);
      names.put("params", params.map(SchemaType::type).orElse(SimpleType.DYN));
    }
    return new Trial(kind, withVariables(spec, CelEnvironment.of(names, structs)));
  }

  /// A variable may name those before it. Of its own faults nothing is said.
  private static CelEnvironment withVariables(
      ValidatingAdmissionPolicySpec spec, CelEnvironment bare) {
    var names = spec.getVariables().stream().map(Variable::getName).toList();
    var variables = new PolicyVariables(names);
    var environment = variables.addTo(bare);
    for (var variable : spec.getVariables()) {
      variables.declare(variable.getName(), environment.compile(variable.getExpression()));
    }
    return environment;
  }
}
