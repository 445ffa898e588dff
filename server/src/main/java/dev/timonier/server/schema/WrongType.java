package dev.timonier.server.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.status.GoForm;
import java.util.Objects;

/// The words for a value of a wrong type.
final class WrongType {
  private WrongType() {}

  static ConformException structure(JsonNode value, Place place, ObjectType expected) {
    return switch (place.wording()) {
      case DECODER -> decoded(kind(value), place, expected.goName());
      case CONVERTER -> new ConformException("cannot restore struct from: " + shape(value));
    };
  }

  static ConformException list(JsonNode value, Place place, String expected) {
    return switch (place.wording()) {
      case DECODER -> decoded(kind(value), place, place.goType(expected));
      case CONVERTER -> new ConformException("cannot restore slice from " + shape(value));
    };
  }

  static ConformException map(JsonNode value, Place place, String expected) {
    return switch (place.wording()) {
      case DECODER -> decoded(kind(value), place, place.goType(expected));
      case CONVERTER -> new ConformException("cannot restore map from " + shape(value));
    };
  }

  /// @param expected the kind that the field's type is of
  static ConformException scalar(JsonNode value, Place place, String expected) {
    return switch (place.wording()) {
      case DECODER -> decoded(kind(value), place, place.goType(expected));
      case CONVERTER ->
          new ConformException(
              value.isIntegralNumber() && expected.equals("string")
                  ? "cannot convert int64 to " + place.goType(expected)
                  : "unrecognized type: " + expected);
    };
  }

  /// A number that the type of the field cannot hold.
  static ConformException number(JsonNode value, Place place, String expected) {
    return switch (place.wording()) {
      case DECODER -> decoded("number " + value.asText(), place, expected);
      case CONVERTER ->
          new ConformException("cannot convert " + GoForm.type(value) + " to " + expected);
    };
  }

  /// What a type that has a decoder of its own says of a value that it cannot read.
  ///
  /// @param found such as `number 1.5`
  static ConformException apart(String found, Place place, String expected) {
    return switch (place.wording()) {
      case DECODER -> decoded(found, place, expected).atOnce();
      case CONVERTER ->
          new ConformException(
              "json: cannot unmarshal " + found + " into Go value of type " + expected);
    };
  }

  private static ConformException decoded(String kind, Place place, String expected) {
    return new SkippedValue(
        "json: cannot unmarshal "
            + kind
            + " into Go struct field "
            + place.type().simpleName()
            + "."
            + place.path().fields()
            + " of type "
            + expected);
  }

  static String kind(JsonNode value) {
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
