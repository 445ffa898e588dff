package dev.timonier.server.proxy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/// Paths of URLs.
public final class UrlPath {
  private static final String PLAIN = "-_.~$&+,/:;=@";

  private UrlPath() {}

  /// Percent-encodes what cannot stand in a path.
  static String encode(String path) {
    var text = new StringBuilder(path.length());
    for (var octet : path.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(octet)) {
        text.append((char) octet);
      } else {
        text.append('%').append("%02X".formatted(octet & 0xff));
      }
    }
    return text.toString();
  }

  private static boolean isPlain(byte octet) {
    return octet > 0 && (Character.isLetterOrDigit(octet) || PLAIN.indexOf(octet) >= 0);
  }

  /// Takes out empty, `.` and `..` segments; a slash at the end stays.
  public static String clean(String path) {
    var segments = new ArrayDeque<String>();
    for (var segment : path.split("/", -1)) {
      switch (segment) {
        case "", "." -> {}
        case ".." -> segments.pollLast();
        default -> segments.add(segment);
      }
    }
    var clean = "/" + String.join("/", segments);
    return path.endsWith("/") && !clean.endsWith("/") ? clean + "/" : clean;
  }

  /// One path below the other.
  static String join(String prefix, String path) {
    return clean(prefix + "/" + path);
  }
}
