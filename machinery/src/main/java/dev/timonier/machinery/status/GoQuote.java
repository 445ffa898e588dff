package dev.timonier.machinery.status;

/// Texts as Go quotes them, where control characters matter.
public final class GoQuote {
  private GoQuote() {}

  public static String quote(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints().forEach(point -> append(quoted, point));
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder quoted, int point) {
    switch (point) {
      case '"' -> quoted.append("\\\"");
      case '\\' -> quoted.append("\\\\");
      case 7 -> quoted.append("\\a");
      case '\b' -> quoted.append("\\b");
      case '\f' -> quoted.append("\\f");
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      case '\t' -> quoted.append("\\t");
      case 11 -> quoted.append("\\v");
      default -> {
        if (point < ' ' || point == 0x7f) {
          quoted.append("\\x%02x".formatted(point));
        } else {
          quoted.appendCodePoint(point);
        }
      }
    }
  }
}
