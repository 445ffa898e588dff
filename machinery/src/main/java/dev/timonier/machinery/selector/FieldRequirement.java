package dev.timonier.machinery.selector;

import java.util.function.Function;

/// One term of a field selector.
///
/// @param field a field label, as in `status.phase`
public record FieldRequirement(String field, Operator operator, String value) {
  /// How the field is held against the value.
  public enum Operator {
    EQUAL,
    NOT_EQUAL
  }

  /// @param read gives the text of a field label
  public boolean matches(Function<String, String> read) {
    return (operator == Operator.EQUAL) == read.apply(field).equals(value);
  }

  /// In the string form.
  @Override
  public String toString() {
    var escaped = value.replace("\\", "\\\\").replace(",", "\\,").replace("=", "\\=");
    return field + (operator == Operator.EQUAL ? "=" : "!=") + escaped;
  }
}
