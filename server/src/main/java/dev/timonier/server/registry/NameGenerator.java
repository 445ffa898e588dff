package dev.timonier.server.registry;

import java.util.random.RandomGenerator;

/// Makes names for objects that give only the beginning of one.
public final class NameGenerator {
  /// No vowels and nothing that looks alike, so that no words and no mistakes come about.
  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

  private static final int SUFFIX = 5;
  private static final int MOST = 63 - SUFFIX;

  private final RandomGenerator random;

  public NameGenerator(RandomGenerator random) {
    this.random = random;
  }

  public String generate(String prefix) {
    var name = new StringBuilder(prefix.substring(0, Math.min(prefix.length(), MOST)));
    for (var i = 0; i < SUFFIX; i++) {
      name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return name.toString();
  }
}
