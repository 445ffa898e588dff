package dev.timonier.server.verb;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// The beginning of a body, for error messages.
final class Summary {
  private static final int MOST = 30;

  private Summary() {}

  static String of(byte[] body) {
    if (body.length == 0) {
      return "<empty>";
    }
    var shown = Math.min(body.length, MOST);
    var text =
        body[0] == '{'
            ? new String(body, 0, shown, StandardCharsets.UTF_8)
            : HexFormat.of().formatHex(body, 0, shown);
    return body.length > MOST ? text + " ..." : text;
  }
}
