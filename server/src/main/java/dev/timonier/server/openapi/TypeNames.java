package dev.timonier.server.openapi;

import dev.timonier.server.schema.FieldType.Scalar;
import dev.timonier.server.schema.ObjectType;
import java.util.Map;
import java.util.Optional;

/// The names of types in the documents: `io.k8s.api.apps.v1.Deployment` for `apps/v1.Deployment`.
final class TypeNames {
  static final String REFERENCE = "#/components/schemas/";
  static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";

  private static final Map<String, String> FOLDERS =
      Map.of(
          "meta", "io.k8s.apimachinery.pkg.apis.meta",
          "apiextensions", "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions",
          "apiregistration", "io.k8s.kube-aggregator.pkg.apis.apiregistration");

  private TypeNames() {}

  static String of(ObjectType type) {
    return of(type.name());
  }

  private static String of(String type) {
    var slash = type.indexOf('/');
    if (slash < 0) {
      return "io.k8s.apimachinery.pkg." + type;
    }
    var folder = type.substring(0, slash);
    return FOLDERS.getOrDefault(folder, "io.k8s.api." + folder) + "." + type.substring(slash + 1);
  }

  /// The names of the scalars that have a schema of their own.
  static Optional<String> of(Scalar scalar) {
    return inTable(scalar).map(TypeNames::of);
  }

  /// What the table of types would call these scalars.
  static Optional<String> inTable(Scalar scalar) {
    return switch (scalar) {
      case TIME, MICRO_TIME, FIELDS_V1 -> Optional.of("meta/v1." + scalar.text());
      case QUANTITY -> Optional.of("api.resource.Quantity");
      case INT_OR_STRING -> Optional.of("util.intstr.IntOrString");
      case RAW_EXTENSION -> Optional.of("runtime.RawExtension");
      case JSON, SCHEMA_OR_BOOL, SCHEMA_OR_ARRAY, SCHEMA_OR_STRINGS ->
          Optional.of("apiextensions/v1." + scalar.text());
      case STRING, BOOL, INT32, INT64, FLOAT64, BYTES, ANY, EXTRA_VALUE -> Optional.empty();
    };
  }
}
