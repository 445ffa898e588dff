package dev.timonier.controllers.validatingadmissionpolicystatus;

import dev.timonier.machinery.cel.ReservedWords;
import java.util.List;
import java.util.regex.Pattern;

/// How expressions name the fields of objects: some characters are spelled out, and so are words
/// that mean something in CEL, which may also stand as they are
/// (<https://kubernetes.io/docs/reference/using-api/cel/#escaping>).
final class FieldNames {
  private static final Pattern POSSIBLE = Pattern.compile("[a-zA-Z_./-][a-zA-Z0-9_./-]*");

  private FieldNames() {}

  /// None for a field that no expression can name.
  static List<String> of(String field) {
    if (ReservedWords.contain(field)) {
      return List.of("__" + field + "__", field);
    }
    return POSSIBLE.matcher(field).matches() ? List.of(escaped(field)) : List.of();
  }

  private static String escaped(String field) {
    return field
        .replace("__", "__underscores__")
        .replace(".", "__dot__")
        .replace("-", "__dash__")
        .replace("/", "__slash__");
  }
}
