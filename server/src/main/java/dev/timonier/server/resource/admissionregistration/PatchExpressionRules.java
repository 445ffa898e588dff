package dev.timonier.server.resource.admissionregistration;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.timonier.machinery.cel.CelEnvironment;
import dev.timonier.machinery.cel.Structs;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What holds for expressions that make patches: `[JSONPatch{op: "add", …}]`, or `Object{metadata:
/// Object.metadata{…}}`, whose types have whatever fields they are given.
final class PatchExpressionRules {
  private static final Pattern OBJECTS = Pattern.compile("\\bObject(\\.[_a-zA-Z][_a-zA-Z0-9]*)*");
  private static final Pattern NAMES = Pattern.compile("[_a-zA-Z][_a-zA-Z0-9]*");
  private static final StructType OPERATION =
      Structs.of(
          "JSONPatch",
          Map.of(
              "op",
              SimpleType.STRING,
              "path",
              SimpleType.STRING,
              "from",
              SimpleType.STRING,
              "value",
              SimpleType.DYN));

  private static final List<String> PLACES = List.of("jsonPatch", "applyConfiguration");

  private final StructType object;
  private final CelEnvironment environment;

  private PatchExpressionRules(List<StructType> structs, PolicyScope scope) {
    object = structs.getFirst();
    environment = scope.environment().with(Map.of(), structs);
  }

  /// The rules for the expressions of these mutations: for all together, as it takes a while to
  /// make an environment with the types that they name.
  static PatchExpressionRules of(Subject mutations, PolicyScope scope) {
    var expressions =
        mutations.elements().stream()
            .flatMap(mutation -> PLACES.stream().map(mutation::at))
            .map(patch -> patch.at("expression").text());
    return new PatchExpressionRules(structs(expressions.collect(Collectors.joining("\n"))), scope);
  }

  void validate(Subject place, String patchType) {
    var expression = place.text().strip();
    if (expression.isEmpty()) {
      place.required();
      return;
    }
    var compiled = environment.compile(expression);
    var wanted = patchType.equals("JSONPatch") ? ListType.create(OPERATION) : object;
    ExpressionRules.validate(place, expression, compiled, List.of(wanted));
  }

  /// The types that expressions name, `Object` first.
  private static List<StructType> structs(String expressions) {
    var fields =
        names(NAMES, expressions)
            .collect(Collectors.<String, String, CelType>toMap(n -> n, _ -> SimpleType.DYN));
    var objects = Stream.concat(Stream.of("Object"), names(OBJECTS, expressions)).distinct();
    return Stream.concat(objects.map(name -> Structs.of(name, fields)), Stream.of(OPERATION))
        .toList();
  }

  private static Stream<String> names(Pattern pattern, String expressions) {
    return pattern.matcher(expressions).results().map(MatchResult::group).distinct();
  }
}
