package dev.timonier.machinery.meta;

import java.util.function.IntPredicate;

/// What the formats demand of a text's characters, tried by hand: names are checked far too often
/// for regular expressions.
final class Shape {
  private Shape() {}

  static boolean isDnsLabel(String text) {
    return isDnsLabel(text, 0, text.length());
  }

  static boolean isDnsSubdomain(String text) {
    return partsAre(text, 0, Shape::isDnsLabel);
  }

  static boolean isDnsSubdomainWithUnderscores(String text) {
    return partsAre(text, 0, Shape::isDnsLabelWithUnderscores);
  }

  static boolean isWildcardSubdomain(String text) {
    return text.startsWith("*.") && partsAre(text, 2, Shape::isDnsLabel);
  }

  static boolean isDns1035Label(String text) {
    return isDnsLabel(text) && isLower(text.charAt(0));
  }

  static boolean isLabelValue(String text) {
    return text.isEmpty() || isName(text);
  }

  /// The part of a label key after the slash.
  static boolean isName(String text) {
    return isFramed(text, 0, text.length(), Shape::isAlphanumeric, Shape::isInName);
  }

  static boolean isCIdentifier(String text) {
    return !text.isEmpty()
        && !isDigit(text.charAt(0))
        && all(text, 0, text.length(), c -> isAlphanumeric(c) || c == '_');
  }

  static boolean isHttpHeaderName(String text) {
    return !text.isEmpty() && all(text, 0, text.length(), c -> isAlphanumeric(c) || c == '-');
  }

  static boolean isPercentage(String text) {
    var end = text.length() - 1;
    return end > 0 && text.charAt(end) == '%' && all(text, 0, end, Shape::isDigit);
  }

  static boolean isConfigKey(String text) {
    return !text.isEmpty() && all(text, 0, text.length(), Shape::isInName);
  }

  static boolean isPortName(String text) {
    return !text.isEmpty() && all(text, 0, text.length(), c -> isLowerOrDigit(c) || c == '-');
  }

  static boolean hasSmallLetter(String text) {
    return !all(text, 0, text.length(), c -> !isLower(c));
  }

  static boolean isEnvironmentName(String text) {
    return all(text, 0, text.length(), c -> c >= ' ' && c <= '~' && c != '=');
  }

  @FunctionalInterface
  private interface Part {
    boolean accepts(String text, int start, int end);
  }

  private static boolean partsAre(String text, int from, Part part) {
    var start = from;
    for (var dot = text.indexOf('.', start); dot >= 0; dot = text.indexOf('.', start)) {
      if (!part.accepts(text, start, dot)) {
        return false;
      }
      start = dot + 1;
    }
    return part.accepts(text, start, text.length());
  }

  private static boolean isDnsLabel(String text, int start, int end) {
    return isFramed(text, start, end, Shape::isLowerOrDigit, c -> isLowerOrDigit(c) || c == '-');
  }

  private static boolean isDnsLabelWithUnderscores(String text, int start, int end) {
    var first = start < end && text.charAt(start) == '_' ? start + 1 : start;
    return isFramed(
        text, first, end, Shape::isLowerOrDigit, c -> isLowerOrDigit(c) || c == '-' || c == '_');
  }

  private static boolean isFramed(
      String text, int start, int end, IntPredicate frame, IntPredicate inside) {
    return start < end
        && frame.test(text.charAt(start))
        && frame.test(text.charAt(end - 1))
        && all(text, start, end, inside);
  }

  private static boolean all(String text, int start, int end, IntPredicate allowed) {
    for (var i = start; i < end; i++) {
      if (!allowed.test(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isInName(int c) {
    return isAlphanumeric(c) || c == '-' || c == '_' || c == '.';
  }

  private static boolean isAlphanumeric(int c) {
    return isLowerOrDigit(c) || (c >= 'A' && c <= 'Z');
  }

  private static boolean isLowerOrDigit(int c) {
    return isLower(c) || isDigit(c);
  }

  private static boolean isLower(int c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
