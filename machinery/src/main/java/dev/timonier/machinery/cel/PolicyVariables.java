package dev.timonier.machinery.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The variables that a policy defines, which the expressions after them name as `variables.name`
/// (<https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#variable-composition>).
public final class PolicyVariables {
  private static final Set<CelType> KEPT =
      Set.of(
          SimpleType.ANY,
          SimpleType.BOOL,
          SimpleType.BYTES,
          SimpleType.DOUBLE,
          SimpleType.DURATION,
          SimpleType.INT,
          SimpleType.NULL_TYPE,
          SimpleType.STRING,
          SimpleType.TIMESTAMP,
          SimpleType.UINT);

  private PolicyVariables() {}

  /// The environment of expressions that may name variables.
  ///
  /// @param types of the variables, by their names
  public static CelEnvironment addTo(CelEnvironment environment, Map<String, CelType> types) {
    var struct = Structs.of("kubernetes.variables", types);
    return environment.with(Map.of("variables", struct), List.of(struct));
  }

  /// The type of a variable. One that makes no sense may be anything, so that only its own fault is
  /// told; and so may one that has fields.
  public static CelType type(Compilation compiled) {
    return switch (compiled) {
      case Compilation.Typed typed -> type(typed.type());
      case Compilation.Faulty _ -> SimpleType.DYN;
    };
  }

  private static CelType type(CelType type) {
    return switch (type) {
      case ListType list -> ListType.create(type(list.elemType()));
      case MapType map -> MapType.create(type(map.keyType()), type(map.valueType()));
      case CelType other -> KEPT.contains(other) ? other : SimpleType.DYN;
    };
  }
}
