package dev.timonier.server.discovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/// Which state of the sources was built.
///
/// @param commit empty when there was no Git
/// @param treeState `clean`, `dirty`, or `archive` without Git
/// @param date of the commit, as in `2026-06-01T00:00:00Z`
record Revision(String commit, String treeState, String date) {
  /// This one.
  static final Revision BUILT = read();

  private static Revision read() {
    var properties = new Properties();
    try (var stream = Revision.class.getResourceAsStream("revision.properties")) {
      properties.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Revision(
        properties.getProperty("commit"),
        properties.getProperty("treeState"),
        properties.getProperty("date"));
  }
}
