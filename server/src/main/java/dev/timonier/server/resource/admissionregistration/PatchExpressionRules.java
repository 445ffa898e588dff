package dev.timonier.server.resource.admissionregistration;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
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

  private PatchExpressionRules() {}

  static void validate(Subject place, String patchType, PolicyScope scope) {
    var expression = place.text().strip();
    if (expression.isEmpty()) {
      place.required();
      return;
    }
    var structs = structs(expression);
    var compiled = scope.environment().with(Map.of(), structs).compile(expression);
    var wanted = patchType.equals("JSONPatch") ? ListType.create(OPERATION) : structs.getFirst();
    ExpressionRules.validate(place, expression, compiled, List.of(wanted));
  }

  /// The types that an expression names, `Object` first.
  private static List<StructType> structs(String expression) {
    var fields =
        names(NAMES, expression)
            .collect(Collectors.<String, String, CelType>toMap(n -> n, _ -> SimpleType.DYN));
    var objects = Stream.concat(Stream.of("Object"), names(OBJECTS, expression)).distinct();
    return Stream.concat(objects.map(name -> Structs.of(name, fields)), Stream.of(OPERATION))
        .toList();
  }

  private static Stream<String> names(Pattern pattern, String expression) {
    return pattern.matcher(expression).results().map(MatchResult::group).distinct();
  }
}
