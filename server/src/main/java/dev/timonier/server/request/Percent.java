package dev.timonier.server.request;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Percent-encoding.
public final class Percent {
  private Percent() {}

  /// Decodes a part of a form, where a plus sign is a blank.
  static Optional<String> decodeForm(String text) {
    return decode(text.replace('+', ' '));
  }

  /// Empty when the text is malformed.
  public static Optional<String> decode(String text) {
    if (text.indexOf('%') < 0) {
      return Optional.of(text);
    }
    var source = text.getBytes(StandardCharsets.UTF_8);
    var bytes = new ByteArrayOutputStream(source.length);
    for (var i = 0; i < source.length; i++) {
      if (source[i] != '%') {
        bytes.write(source[i]);
        continue;
      }
      var value = i + 2 < source.length ? octet(source[i + 1], source[i + 2]) : -1;
      if (value < 0) {
        return Optional.empty();
      }
      bytes.write(value);
      i += 2;
    }
    return Optional.of(bytes.toString(StandardCharsets.UTF_8));
  }

  private static int octet(byte high, byte low) {
    var first = Character.digit(high, 16);
    var second = Character.digit(low, 16);
    return first < 0 || second < 0 ? -1 : first * 16 + second;
  }
}
