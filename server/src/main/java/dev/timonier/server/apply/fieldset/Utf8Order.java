package dev.timonier.server.apply.fieldset;

/// The order of texts by the bytes of their UTF-8 form.
final class Utf8Order {
  private Utf8Order() {}

  static int compare(String left, String right) {
    var shorter = Math.min(left.length(), right.length());
    for (var i = 0; i < shorter; i++) {
      var l = left.charAt(i);
      var r = right.charAt(i);
      if (l != r) {
        return weight(l) - weight(r);
      }
    }
    return left.length() - right.length();
  }

  /// Surrogates stand for characters beyond all others.
  private static int weight(char c) {
    return Character.isSurrogate(c) ? c + Character.MAX_VALUE : c;
  }
}
