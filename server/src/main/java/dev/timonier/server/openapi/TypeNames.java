package dev.timonier.server.openapi;

import dev.timonier.server.schema.FieldType.Scalar;
import dev.timonier.server.schema.ObjectType;
import java.util.Map;
import java.util.Optional;

/// The names of types in the documents: `io.k8s.api.apps.v1.Deployment` for `apps/v1.Deployment`.
final class TypeNames {
  static final String REFERENCE = "#/components/schemas/";
  static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";

  private static final String EXTENSIONS = "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions";
  private static final Map<String, String> FOLDERS =
      Map.of(
          "meta", "io.k8s.apimachinery.pkg.apis.meta",
          "apiextensions", EXTENSIONS,
          "apiregistration", "io.k8s.kube-aggregator.pkg.apis.apiregistration");

  private TypeNames() {}

  static String of(ObjectType type) {
    var slash = type.name().indexOf('/');
    if (slash < 0) {
      return "io.k8s.apimachinery.pkg." + type.name();
    }
    var folder = type.name().substring(0, slash);
    return FOLDERS.getOrDefault(folder, "io.k8s.api." + folder)
        + "."
        + type.name().substring(slash + 1);
  }

  /// The names of the scalars that have a schema of their own.
  static Optional<String> of(Scalar scalar) {
    return switch (scalar) {
      case TIME, MICRO_TIME, FIELDS_V1 -> Optional.of(META + scalar.text());
      case QUANTITY -> Optional.of("io.k8s.apimachinery.pkg.api.resource.Quantity");
      case INT_OR_STRING -> Optional.of("io.k8s.apimachinery.pkg.util.intstr.IntOrString");
      case RAW_EXTENSION -> Optional.of("io.k8s.apimachinery.pkg.runtime.RawExtension");
      case JSON, SCHEMA_OR_BOOL, SCHEMA_OR_ARRAY, SCHEMA_OR_STRINGS ->
          Optional.of(EXTENSIONS + ".v1." + scalar.text());
      case STRING, BOOL, INT32, INT64, FLOAT64, BYTES, ANY, EXTRA_VALUE -> Optional.empty();
    };
  }
}
