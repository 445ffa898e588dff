package dev.timonier.server.resource.admissionregistration;

import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypes;
import dev.cel.common.types.SimpleType;
import dev.timonier.machinery.cel.Compilation;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.stream.Collectors;

/// What holds for expressions: they make sense, and are of the type that their place wants.
final class ExpressionRules {
  static final List<CelType> DECISION = List.of(SimpleType.BOOL);
  static final List<CelType> MESSAGE = List.of(SimpleType.STRING);
  static final List<CelType> ANNOTATION = List.of(SimpleType.STRING, SimpleType.NULL_TYPE);

  private ExpressionRules() {}

  /// @param types of which the expression is to be one; none, and any type will do
  static void validate(
      Subject place, String expression, Compilation compiled, List<CelType> types) {
    var shown = Subject.quote(expression);
    switch (compiled) {
      case Compilation.Faulty(var message) ->
          place.invalid(shown, "compilation failed: " + message);
      case Compilation.Typed typed -> {
        if (!types.isEmpty() && !types.contains(typed.type())) {
          place.invalid(shown, "must evaluate to " + names(types) + " but got " + typed.typeName());
        }
      }
    }
  }

  private static String names(List<CelType> types) {
    var names = types.stream().map(ExpressionRules::name).collect(Collectors.joining(" "));
    return types.size() == 1 ? names : "one of [" + names + "]";
  }

  private static String name(CelType type) {
    return type.equals(SimpleType.NULL_TYPE) ? "null_type" : CelTypes.format(type);
  }
}
