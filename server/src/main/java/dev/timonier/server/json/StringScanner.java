package dev.timonier.server.json;

import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;

/// Reads a string that has escapes.
final class StringScanner {
  private static final char REPLACEMENT = '\ufffd';

  private final byte[] text;
  private final StringBuilder result;
  private int at;

  /// @param start where the string's content begins
  /// @param escape where its first escape stands
  StringScanner(byte[] text, int start, int escape) {
    this.text = text;
    this.at = escape;
    this.result =
        new StringBuilder(new String(text, start, escape - start, StandardCharsets.UTF_8));
  }

  /// @param end is told where the text goes on
  String read(IntConsumer end) {
    while (current() != '"') {
      if (current() == '\\') {
        at++;
        escape();
      } else {
        run();
      }
    }
    end.accept(at + 1);
    return result.toString();
  }

  private void run() {
    var start = at;
    for (var c = current(); c != '"' && c != '\\'; c = current()) {
      if (c >= 0 && c < ' ') {
        throw GoSyntax.unexpected(text, at, "in string literal");
      }
      at++;
    }
    result.append(new String(text, start, at - start, StandardCharsets.UTF_8));
  }

  private void escape() {
    var c = current();
    switch (c) {
      case '"', '\\', '/' -> result.append((char) c);
      case 'b' -> result.append('\b');
      case 'f' -> result.append('\f');
      case 'n' -> result.append('\n');
      case 'r' -> result.append('\r');
      case 't' -> result.append('\t');
      case 'u' -> {
        unicode();
        return;
      }
      default -> throw GoSyntax.unexpected(text, at, "in string escape code");
    }
    at++;
  }

  /// Halves of surrogate pairs that stand alone become the replacement character.
  private void unicode() {
    var first = hexadecimal();
    if (!Character.isSurrogate(first)) {
      result.append(first);
      return;
    }
    if (Character.isHighSurrogate(first) && current() == '\\' && next() == 'u') {
      var mark = at;
      at++;
      var second = hexadecimal();
      if (Character.isLowSurrogate(second)) {
        result.append(first).append(second);
        return;
      }
      at = mark;
    }
    result.append(REPLACEMENT);
  }

  /// Reads `u` and four digits.
  private char hexadecimal() {
    var value = 0;
    for (var i = 0; i < 4; i++) {
      at++;
      var digit = Character.digit(current(), 16);
      if (digit < 0) {
        throw GoSyntax.unexpected(text, at, "in \\u hexadecimal character escape");
      }
      value = value * 16 + digit;
    }
    at++;
    return (char) value;
  }

  private byte current() {
    if (at >= text.length) {
      throw GoSyntax.unexpectedEnd();
    }
    return text[at];
  }

  private byte next() {
    return at + 1 < text.length ? text[at + 1] : 0;
  }
}
