package dev.timonier.server.resource.device;

import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.timonier.machinery.cel.CelEnvironment;
import dev.timonier.machinery.cel.Compilation;
import dev.timonier.machinery.cel.Structs;
import dev.timonier.server.validation.Subject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// What holds for the expressions that choose devices
/// (<https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/#device-selectors>).
final class DeviceSelectorRules {
  private static final int LONGEST = 10 * 1024;
  private static final int MOST_STEPS = 1_000_000;

  private DeviceSelectorRules() {}

  static void validate(Subject expression) {
    if (expression.text().getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      expression.tooLong(LONGEST);
      return;
    }
    var shown = Subject.quote(expression.text());
    switch (Devices.ENVIRONMENT.compile(expression.text())) {
      case Compilation.Faulty(var message) ->
          expression.invalid(shown, "compilation failed: " + message);
      case Compilation.Typed typed when !decides(typed.type()) ->
          expression.invalid(
              shown, "must evaluate to bool or the unknown type, not " + typed.typeName());
      case Compilation.Typed typed -> {
        if (SelectorCost.of(typed.tree().getExpr()) > MOST_STEPS) {
          expression.forbidden("too complex, exceeds cost limit");
        }
      }
    }
  }

  private static boolean decides(CelType type) {
    return type.equals(SimpleType.BOOL) || type.equals(SimpleType.ANY);
  }

  /// Made when the first selector is seen.
  private static final class Devices {
    private static final Map<String, CelType> FIELDS =
        Map.of(
            "driver",
            SimpleType.STRING,
            "allowMultipleAllocations",
            SimpleType.BOOL,
            "attributes",
            byDomain(SimpleType.ANY),
            "capacity",
            byDomain(OpaqueType.create("kubernetes.Quantity")));
    private static final StructType DEVICE = Structs.of("kubernetes.DRADevice", FIELDS);
    private static final CelEnvironment ENVIRONMENT =
        CelEnvironment.of(Map.of("device", DEVICE), List.of(DEVICE));

    private static CelType byDomain(CelType value) {
      return MapType.create(SimpleType.STRING, MapType.create(SimpleType.STRING, value));
    }
  }
}
