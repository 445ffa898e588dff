package dev.timonier.machinery.cel;

import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.StructType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What expressions of one place may name: variables with their types, and the functions of CEL and
/// of Kubernetes.
///
/// ```java
/// var environment = CelEnvironment.of(Map.of("device", device), List.of(device));
/// switch (environment.compile("device.driver == 5")) {
///   case Typed typed -> ...
///   case Faulty(var message) -> ... // ERROR: <input>:1:15: found no matching overload for ...
/// }
/// ```
///
/// An environment takes a while to make. It may be used by many threads.
public final class CelEnvironment {
  private static final CelOptions OPTIONS = CelOptions.current().build();

  private final Map<String, CelType> variables;
  private final List<StructType> structs;
  private final CelCompiler compiler;

  private CelEnvironment(
      Map<String, CelType> variables, List<StructType> structs, CelCompiler compiler) {
    this.variables = variables;
    this.structs = structs;
    this.compiler = compiler;
  }

  /// @param structs the types with fields that the variables are made of
  public static CelEnvironment of(Map<String, CelType> variables, List<StructType> structs) {
    var builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setTypeProvider(Types.of(structs))
            .addFunctionDeclarations(KubernetesFunctions.ALL)
            .addLibraries(
                CelExtensions.strings(),
                CelExtensions.optional(),
                CelExtensions.bindings(),
                CelExtensions.sets(OPTIONS),
                CelExtensions.comprehensions());
    variables.forEach(builder::addVar);
    return new CelEnvironment(variables, structs, builder.build());
  }

  /// This environment and more; a variable of the same name is replaced.
  public CelEnvironment with(Map<String, CelType> more, List<StructType> moreStructs) {
    var all = new LinkedHashMap<>(variables);
    all.putAll(more);
    return of(all, Stream.concat(moreStructs.stream(), structs.stream()).toList());
  }

  private record Types(ImmutableMap<String, CelType> byName) implements CelTypeProvider {
    /// Of two that have the same name, the first counts.
    private static Types of(List<StructType> structs) {
      return new Types(
          structs.stream()
              .collect(toImmutableMap(StructType::name, type -> type, (first, _) -> first)));
    }

    @Override
    public ImmutableCollection<CelType> types() {
      return byName.values();
    }

    @Override
    public Optional<CelType> findType(String name) {
      return Optional.ofNullable(byName.get(name));
    }
  }

  public Compilation compile(String expression) {
    var parsed = compiler.parse(expression);
    if (parsed.hasError()) {
      return new Compilation.Faulty(Diagnostics.ofSyntax(parsed.getErrors(), expression));
    }
    var tree = tree(parsed);
    var checked = compiler.check(tree);
    return checked.hasError()
        ? new Compilation.Faulty(Diagnostics.ofTypes(checked.getErrors(), tree, expression))
        : new Compilation.Typed(tree(checked));
  }

  private static CelAbstractSyntaxTree tree(CelValidationResult result) {
    try {
      return result.getAst();
    } catch (CelValidationException e) {
      throw new IllegalStateException(e);
    }
  }
}
