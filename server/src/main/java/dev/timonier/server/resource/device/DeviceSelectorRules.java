package dev.timonier.server.resource.device;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.timonier.server.cel.CelEnvironment;
import dev.timonier.server.cel.Compilation;
import dev.timonier.server.validation.Subject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What holds for the expressions that choose devices
/// (<https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/#device-selectors>).
final class DeviceSelectorRules {
  private static final int LONGEST = 10 * 1024;

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
      case Compilation.Typed typed -> {
        if (!decides(typed.type())) {
          var detail = "must evaluate to bool or the unknown type, not " + typed.typeName();
          expression.invalid(shown, detail);
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
    private static final StructType DEVICE =
        StructType.create(
            "kubernetes.DRADevice",
            ImmutableSet.copyOf(FIELDS.keySet()),
            field -> Optional.ofNullable(FIELDS.get(field)));
    private static final CelEnvironment ENVIRONMENT =
        CelEnvironment.of(Map.of("device", DEVICE), List.of(DEVICE));

    private static CelType byDomain(CelType value) {
      return MapType.create(SimpleType.STRING, MapType.create(SimpleType.STRING, value));
    }
  }
}
