package dev.timonier.server.json;

/// The words of Go's JSON scanner.
final class GoSyntax {
  private GoSyntax() {}

  static SyntaxException unexpectedEnd() {
    return new SyntaxException("unexpected end of JSON input");
  }

  /// @param context as in `looking for beginning of value`
  static SyntaxException unexpected(byte[] text, int at, String context) {
    return at >= text.length
        ? unexpectedEnd()
        : new SyntaxException("invalid character " + quote(text[at]) + " " + context);
  }

  private static String quote(byte character) {
    var c = (char) (character & 0xff);
    return switch (c) {
      case '\'' -> "'\\''";
      case '\\' -> "'\\\\'";
      case '\n' -> "'\\n'";
      case '\r' -> "'\\r'";
      case '\t' -> "'\\t'";
      case '\b' -> "'\\b'";
      case '\f' -> "'\\f'";
      case 0x07 -> "'\\a'";
      case 0x0b -> "'\\v'";
      default -> "'" + (isPrintable(c) ? String.valueOf(c) : escaped(c)) + "'";
    };
  }

  private static boolean isPrintable(char c) {
    return (c >= 0x20 && c < 0x7f) || (c > 0xa0 && c != 0xad);
  }

  private static String escaped(char c) {
    return c < 0x80 ? String.format("\\x%02x", (int) c) : String.format("\\u%04x", (int) c);
  }
}
