package dev.timonier.server.stream;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// The query of a URL, piece by piece.
final class QueryText {
  private final StringBuilder text = new StringBuilder();

  QueryText add(String name, String value) {
    text.append(text.isEmpty() ? '?' : '&')
        .append(encoded(name))
        .append('=')
        .append(encoded(value));
    return this;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// With its question mark; empty when nothing was added.
  @Override
  public String toString() {
    return text.toString();
  }
}
