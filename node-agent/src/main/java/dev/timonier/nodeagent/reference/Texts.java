package dev.timonier.nodeagent.reference;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Texts and bytes of ConfigMaps and Secrets.
public final class Texts {
  private Texts() {}

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// The model's absent texts, as Go's empty ones.
  public static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  static byte[] decoded(String base64) {
    return Base64.getDecoder().decode(base64);
  }
}
