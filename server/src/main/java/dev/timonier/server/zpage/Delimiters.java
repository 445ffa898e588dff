package dev.timonier.server.zpage;

import java.util.List;
import java.util.random.RandomGenerator;

/// What stands between a name and its value: now this, now that, so that nobody comes to read by
/// program what is meant for people.
final class Delimiters {
  private static final List<String> ALL = List.of(":", ": ", "=", " ");

  private Delimiters() {}

  static String any(RandomGenerator random) {
    return ALL.get(random.nextInt(ALL.size()));
  }
}
