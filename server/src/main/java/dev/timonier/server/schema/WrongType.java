package dev.timonier.server.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.status.GoForm;
import java.util.Objects;

/// The words for a value of a wrong type.
final class WrongType {
  private WrongType() {}

  static ConformException structure(JsonNode value, Conformer.Place place, ObjectType expected) {
    return switch (place.wording()) {
      case DECODER -> decoded(kind(value), place, expected.goName());
      case CONVERTER -> new ConformException("cannot restore struct from: " + shape(value));
    };
  }

  static ConformException list(JsonNode value, Conformer.Place place, String expected) {
    return switch (place.wording()) {
      case DECODER -> decoded(kind(value), place, expected);
      case CONVERTER -> new ConformException("cannot restore slice from " + shape(value));
    };
  }

  static ConformException map(JsonNode value, Conformer.Place place, String expected) {
    return switch (place.wording()) {
      case DECODER -> decoded(kind(value), place, expected);
      case CONVERTER -> new ConformException("cannot restore map from " + shape(value));
    };
  }

  /// @param expected the type that the field has
  static ConformException scalar(JsonNode value, Conformer.Place place, String expected) {
    return switch (place.wording()) {
      case DECODER -> decoded(kind(value), place, expected);
      case CONVERTER ->
          new ConformException(
              value.isIntegralNumber() && expected.equals("string")
                  ? "cannot convert int64 to string"
                  : "unrecognized type: " + expected);
    };
  }

  /// A number that the field's type cannot hold.
  static ConformException number(JsonNode value, Conformer.Place place, String expected) {
    return switch (place.wording()) {
      case DECODER -> decoded("number " + value.asText(), place, expected);
      case CONVERTER ->
          new ConformException("cannot convert " + GoForm.type(value) + " to " + expected);
    };
  }

  private static ConformException decoded(String kind, Conformer.Place place, String expected) {
    return new ConformException(
        "json: cannot unmarshal "
            + kind
            + " into Go struct field "
            + place.type().simpleName()
            + "."
            + place.path().fields()
            + " of type "
            + expected);
  }

  private static String kind(JsonNode value) {
    return switch (Objects.requireNonNull(value.getNodeType())) {
      case STRING, BINARY -> "string";
      case NUMBER -> "number";
      case BOOLEAN -> "bool";
      case ARRAY -> "array";
      case OBJECT, POJO -> "object";
      case NULL, MISSING -> "null";
    };
  }

  /// As Go's reflection calls it.
  private static String shape(JsonNode value) {
    return value.isArray() ? "slice" : value.isObject() ? "map" : GoForm.type(value);
  }
}
