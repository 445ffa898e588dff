package dev.timonier.machinery.status;

import static java.util.stream.Collectors.joining;

import java.util.Collection;

/// One thing that is wrong with a field of an object, worded as Kubernetes words it.
///
/// Example: `invalid("spec.replicas", "-1", "must be greater than or equal to 0")` reads
/// `spec.replicas: Invalid value: -1: must be greater than or equal to 0`.
///
/// @param field the path of the field, as in `spec.containers[0].name`
/// @param body the message without the path
public record FieldError(Type type, String field, String body) {
  /// The kinds of fault, with the reason that a cause shows.
  public enum Type {
    REQUIRED("FieldValueRequired"),
    INVALID("FieldValueInvalid"),
    TYPE_INVALID("FieldValueTypeInvalid"),
    NOT_SUPPORTED("FieldValueNotSupported"),
    DUPLICATE("FieldValueDuplicate"),
    NOT_FOUND("FieldValueNotFound"),
    FORBIDDEN("FieldValueForbidden"),
    TOO_LONG("FieldValueTooLong"),
    TOO_MANY("FieldValueTooMany"),
    INTERNAL("InternalError");

    private final String reason;

    Type(String reason) {
      this.reason = reason;
    }

    public String reason() {
      return reason;
    }
  }

  /// @param detail may be empty
  public static FieldError required(String field, String detail) {
    return new FieldError(Type.REQUIRED, field, "Required value" + after(detail));
  }

  /// @param value as it is to be shown: strings quoted
  public static FieldError invalid(String field, String value, String detail) {
    return new FieldError(Type.INVALID, field, "Invalid value: " + value + after(detail));
  }

  /// @param value as it is to be shown: strings quoted
  public static FieldError typeInvalid(String field, String value, String detail) {
    return new FieldError(Type.TYPE_INVALID, field, "Invalid value: " + value + after(detail));
  }

  /// @param value as it is to be shown: strings quoted
  public static FieldError notSupported(String field, String value, Collection<String> supported) {
    var choices = supported.stream().map(FieldError::quote).collect(joining(", "));
    return new FieldError(
        Type.NOT_SUPPORTED,
        field,
        "Unsupported value: "
            + value
            + (choices.isEmpty() ? "" : ": supported values: " + choices));
  }

  /// @param value as it is to be shown: strings quoted
  public static FieldError duplicate(String field, String value) {
    return new FieldError(Type.DUPLICATE, field, "Duplicate value: " + value);
  }

  /// @param value as it is to be shown: strings quoted
  public static FieldError notFound(String field, String value) {
    return new FieldError(Type.NOT_FOUND, field, "Not found: " + value);
  }

  /// @param value as it is to be shown: strings quoted
  public static FieldError notFound(String field, String value, String detail) {
    return new FieldError(Type.NOT_FOUND, field, "Not found: " + value + after(detail));
  }

  /// A wrong value that is too large to be shown.
  public static FieldError invalidUnshown(String field, String detail) {
    return new FieldError(Type.INVALID, field, "Invalid value" + after(detail));
  }

  public static FieldError forbidden(String field, String detail) {
    return new FieldError(Type.FORBIDDEN, field, "Forbidden" + after(detail));
  }

  public static FieldError tooLong(String field, int mostBytes) {
    return new FieldError(
        Type.TOO_LONG, field, "Too long: may not be more than " + mostBytes + " bytes");
  }

  public static FieldError tooMany(String field, int count, int most) {
    return new FieldError(
        Type.TOO_MANY, field, "Too many: " + count + ": must have at most " + most + " items");
  }

  public static FieldError internal(String field, String detail) {
    return new FieldError(Type.INTERNAL, field, "Internal error" + after(detail));
  }

  /// A string as messages show it.
  public static String quote(String text) {
    return GoQuote.quote(text);
  }

  private static String after(String detail) {
    return detail.isEmpty() ? "" : ": " + detail;
  }

  @Override
  public String toString() {
    return field + ": " + body;
  }
}
