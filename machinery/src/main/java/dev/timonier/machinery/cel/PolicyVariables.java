package dev.timonier.machinery.cel;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The variables that a policy defines, which the expressions after them name as `variables.name`
/// (<https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#variable-composition>).
/// An environment that has them is made once, and knows each from its declaration on:
///
/// ```java
/// var variables = new PolicyVariables(List.of("a", "b"));
/// var environment = variables.addTo(bare);
/// variables.declare("a", environment.compile("object.spec"));
/// variables.declare("b", environment.compile("variables.a"));
/// ```
///
/// For one thread.
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

  private final Map<String, CelType> declared = new HashMap<>();
  private final StructType struct;

  /// @param names of all that will be declared
  @SuppressWarnings("Immutable") // learns of each variable before an expression may name it
  public PolicyVariables(Collection<String> names) {
    struct =
        StructType.create(
            "kubernetes.variables",
            ImmutableSet.copyOf(names),
            name -> Optional.ofNullable(declared.get(name)));
  }

  /// The environment of expressions that may name variables.
  public CelEnvironment addTo(CelEnvironment environment) {
    return environment.with(Map.of("variables", struct), List.of(struct));
  }

  /// Adds a variable for the expressions that follow. One that makes no sense may be anything, so
  /// that only its own fault is told; and so may one that has fields.
  public void declare(String name, Compilation compiled) {
    declared.put(name, type(compiled));
  }

  private static CelType type(Compilation compiled) {
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
