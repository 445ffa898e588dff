package dev.timonier.nodeagent.runtime.process.seccomp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// The tables that come with this package.
final class Facts {
  private Facts() {}

  /// The lines of a table, without remarks.
  static List<String> lines(String table) {
    try (var in = Objects.requireNonNull(Facts.class.getResourceAsStream(table), table)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
