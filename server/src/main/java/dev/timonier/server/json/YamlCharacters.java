package dev.timonier.server.json;

import java.util.Optional;

/// Finds bytes that no YAML text in UTF-8 has, and tells of them in the words of libyaml, which
/// looks at them before anything else.
final class YamlCharacters {
  private static final int[] LEAST = {0, 0, 0x80, 0x800, 0x10000}; // by the length of a sequence

  private YamlCharacters() {}

  /// What is wrong with the first bytes that are; empty when none are.
  static Optional<String> fault(byte[] text) {
    for (var at = 0; at < text.length; ) {
      var width = width(text[at]);
      var fault = width == 0 ? "invalid leading UTF-8 octet" : fault(text, at, width);
      if (!fault.isEmpty()) {
        return Optional.of(fault);
      }
      at += width;
    }
    return Optional.empty();
  }

  /// How long a sequence is that begins with an octet; 0 when none does.
  private static int width(byte first) {
    return switch (Integer.numberOfLeadingZeros(~(first << 24))) {
      case 0 -> 1;
      case 2 -> 2;
      case 3 -> 3;
      case 4 -> 4;
      default -> 0;
    };
  }

  /// @return empty when it is a character that may stand in a text
  private static String fault(byte[] text, int at, int width) {
    if (at + width > text.length) {
      return "incomplete UTF-8 octet sequence";
    }
    var value = width == 1 ? text[at] : text[at] & (0xff >> (width + 1));
    for (var i = at + 1; i < at + width; i++) {
      if ((text[i] & 0xc0) != 0x80) {
        return "invalid trailing UTF-8 octet";
      }
      value = (value << 6) | (text[i] & 0x3f);
    }
    if (value < LEAST[width]) {
      return "invalid length of a UTF-8 sequence";
    }
    if (value > Character.MAX_CODE_POINT
        || (value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE)) {
      return "invalid Unicode character";
    }
    return isAllowed(value) ? "" : "control characters are not allowed";
  }

  private static boolean isAllowed(int value) {
    return value == '\t'
        || value == '\n'
        || value == '\r'
        || (value >= ' ' && value <= '~')
        || value == 0x85
        || (value >= 0xa0 && value != 0xfffe && value != 0xffff);
  }
}
