package dev.timonier.server.admission.podsecurity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The Pod Security Standards, the loosest first.
public enum Level {
  PRIVILEGED,
  BASELINE,
  RESTRICTED;

  static Optional<Level> of(String text) {
    return Arrays.stream(values()).filter(level -> level.toString().equals(text)).findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
