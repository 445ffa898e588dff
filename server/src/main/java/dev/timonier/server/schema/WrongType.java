package dev.timonier.server.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/// The words for a value of a wrong type, those of Go's decoder.
final class WrongType {
  private WrongType() {}

  /// @param expected the type that the field has
  static ConformException of(JsonNode value, Conformer.Place place, String expected) {
    return of(kind(value), place, expected);
  }

  /// A number that the field's type cannot hold.
  static ConformException number(JsonNode value, Conformer.Place place, String expected) {
    return of("number " + value.asText(), place, expected);
  }

  private static ConformException of(String kind, Conformer.Place place, String expected) {
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
}
