package dev.timonier.server.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.machinery.quantity.QuantityException;
import dev.timonier.machinery.status.GoForm;
import java.util.Base64;

/// The canonical forms of scalars.
final class ScalarForm {
  private static final int OCTET = 0xff;

  private ScalarForm() {}

  /// Whether a value is known to stay as it is, as nearly all do. What is left open takes longer.
  static boolean isCanonical(JsonNode value, FieldType type) {
    return switch (type) {
      case FieldType.Scalar.STRING -> value.isTextual();
      case FieldType.Scalar.BOOL -> value.isBoolean();
      case FieldType.Scalar.INT32 -> value.isLong() && value.canConvertToInt();
      case FieldType.Scalar.INT64 -> value.isLong();
      default -> false;
    };
  }

  /// `null` is no value, but for quantities and the like, which have a zero of their own.
  static JsonNode ofNull(JsonNode value, FieldType.Scalar scalar) {
    return scalar == FieldType.Scalar.QUANTITY ? Zero.of(scalar) : value;
  }

  static JsonNode of(JsonNode value, FieldType.Scalar scalar, Place place) {
    return switch (scalar) {
      case STRING -> text(value, place, "string");
      case BOOL -> bool(value, place);
      case INT32 ->
          whole(
              value, lowBits(integer(value, place, Integer.MIN_VALUE, Integer.MAX_VALUE, "int32")));
      case INT64 -> whole(value, integer(value, place, Long.MIN_VALUE, Long.MAX_VALUE, "int64"));
      case FLOAT64 -> number(value, place);
      case BYTES -> bytes(value, place);
      case TIME -> canonical(value, Times.seconds(time(value, place)));
      case MICRO_TIME -> canonical(value, Times.micros(time(value, place)));
      case QUANTITY -> quantity(value);
      case INT_OR_STRING -> intOrString(value, place);
      case RAW_EXTENSION,
          FIELDS_V1,
          JSON,
          ANY,
          SCHEMA_OR_BOOL,
          SCHEMA_OR_ARRAY,
          SCHEMA_OR_STRINGS,
          EXTRA_VALUE ->
          value;
    };
  }

  private static int lowBits(long number) {
    return (int) number;
  }

  private static JsonNode canonical(JsonNode value, String text) {
    return text.equals(value.textValue()) ? value : TextNode.valueOf(text);
  }

  private static JsonNode text(JsonNode value, Place place, String expected) {
    if (!value.isTextual()) {
      throw WrongType.scalar(value, place, expected);
    }
    return value;
  }

  private static String time(JsonNode value, Place place) {
    if (!value.isTextual()) {
      throw WrongType.apart(WrongType.kind(value), place, "string");
    }
    return value.textValue();
  }

  private static JsonNode bool(JsonNode value, Place place) {
    if (!value.isBoolean()) {
      throw WrongType.scalar(value, place, "bool");
    }
    return value;
  }

  private static JsonNode number(JsonNode value, Place place) {
    if (!value.isNumber()) {
      throw WrongType.scalar(value, place, "float64");
    }
    if (Double.isInfinite(value.doubleValue())) {
      throw WrongType.number(value, place, "float64");
    }
    return value;
  }

  private static JsonNode whole(JsonNode value, long number) {
    return value.isLong() && value.longValue() == number ? value : LongNode.valueOf(number);
  }

  /// What is converted has been read already: what is no `int64` is a `float64`.
  private static String number(JsonNode value, Wording wording) {
    return wording == Wording.CONVERTER && !value.canConvertToLong()
        ? GoForm.plain(DoubleNode.valueOf(value.doubleValue()))
        : value.asText();
  }

  /// A number of a text must fit its field; of one that is a value, the low bits are taken.
  private static long integer(JsonNode value, Place place, long least, long most, String expected) {
    if (!value.isNumber()) {
      throw WrongType.scalar(value, place, expected);
    }
    var fits =
        switch (place.wording()) {
          case DECODER ->
              value.isIntegralNumber()
                  && value.canConvertToLong()
                  && value.longValue() >= least
                  && value.longValue() <= most;
          case CONVERTER ->
              value.isIntegralNumber() || value.doubleValue() == Math.rint(value.doubleValue());
        };
    if (!fits) {
      throw WrongType.number(value, place, expected);
    }
    return value.canConvertToLong() ? value.longValue() : Long.MIN_VALUE;
  }

  private static JsonNode bytes(JsonNode value, Place place) {
    if (value.isArray()) {
      return octets(value, place);
    }
    if (!value.isTextual()) {
      throw WrongType.list(value, place, "[]uint8");
    }
    try {
      return bytes(value);
    } catch (ConformException e) {
      throw switch (place.wording()) {
        case CONVERTER -> new ConformException("error decoding from json: " + e.getMessage());
        case DECODER -> new SkippedValue(e.getMessage());
      };
    }
  }

  /// Go takes a list of numbers for bytes, too.
  private static JsonNode octets(JsonNode value, Place place) {
    var octets = new byte[value.size()];
    for (var i = 0; i < octets.length; i++) {
      octets[i] = octet(value.path(i), place);
    }
    return TextNode.valueOf(Base64.getEncoder().encodeToString(octets));
  }

  private static byte octet(JsonNode value, Place place) {
    return value.isNull() ? 0 : (byte) integer(value, place, 0, OCTET, "uint8");
  }

  private static JsonNode bytes(JsonNode value) {
    var text = value.asText();
    var joined =
        text.indexOf('\n') < 0 && text.indexOf('\r') < 0 ? text : text.replaceAll("[\r\n]", "");
    Base64Text.check(joined);
    return joined.equals(text) ? value : TextNode.valueOf(joined);
  }

  private static JsonNode quantity(JsonNode value) {
    if (!value.isTextual() && !value.isNumber()) {
      throw new ConformException(QuantityException.SYNTAX);
    }
    try {
      var canonical = Amount.parse(value.asText().strip()).toString();
      return value.isTextual() && value.textValue().equals(canonical)
          ? value
          : TextNode.valueOf(canonical);
    } catch (QuantityException e) {
      throw new ConformException(e.getMessage());
    }
  }

  private static JsonNode intOrString(JsonNode value, Place place) {
    if (value.isTextual()) {
      return value;
    }
    if (!value.isNumber()) {
      throw WrongType.apart(WrongType.kind(value), place, "int32");
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw WrongType.apart("number " + number(value, place.wording()), place, "int32");
    }
    return value.isLong() ? value : LongNode.valueOf(value.longValue());
  }

  /// Base64 as Go reads it.
  static final class Base64Text {
    private static final String ALPHABET =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private Base64Text() {}

    static void check(String text) {
      try {
        Base64.getDecoder().decode(text);
        if (text.length() % 4 != 0) {
          throw new IllegalArgumentException();
        }
      } catch (IllegalArgumentException e) {
        throw new ConformException("illegal base64 data at input byte " + firstFault(text));
      }
    }

    private static int firstFault(String text) {
      for (var i = 0; i < text.length(); i++) {
        if (ALPHABET.indexOf(text.charAt(i)) < 0) {
          return i;
        }
      }
      return text.length() - text.length() % 4;
    }
  }
}
