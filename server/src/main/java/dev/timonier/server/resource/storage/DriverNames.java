package dev.timonier.server.resource.storage;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.Subject;
import java.util.Locale;

/// What holds for the names of who makes volumes of a class.
final class DriverNames {
  private DriverNames() {}

  /// The name is qualified, in letters of any case; faults tell it in small ones.
  static void qualified(Subject name) {
    name.mustKeep(it -> lowerCase(it.text().toLowerCase(Locale.ROOT), it));
  }

  private static void lowerCase(String text, Subject name) {
    name.faulty(Subject.quote(text), Format.checkQualifiedName(text));
  }
}
