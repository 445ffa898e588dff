package dev.timonier.server.resource.storage;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.Subject;
import java.util.Locale;

/// What holds for the names of CSI drivers.
final class DriverNames {
  private static final int LONGEST = 63;

  private DriverNames() {}

  static void validate(Subject name) {
    if (name.isEmpty()) {
      name.required();
    }
    if (name.text().length() > LONGEST) {
      name.tooLong(LONGEST);
    }
    if (!name.isEmpty()) {
      name.faulty(Format.DNS_SUBDOMAIN.check(name.text().toLowerCase(Locale.ROOT)));
    }
  }

  /// The name of who makes volumes of a class, in letters of any case.
  static void qualified(Subject name) {
    if (name.isEmpty()) {
      name.required();
    } else {
      name.faulty(Format.checkQualifiedName(name.text().toLowerCase(Locale.ROOT)));
    }
  }
}
